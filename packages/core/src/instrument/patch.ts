import type { CallHooks } from "./hooks.js";
import type { Provider } from "./provider.js";

/** How a provider is patched. */
export interface PatchOptions {
  /** Guardrails and overrides that apply to this provider's calls. */
  hooks?: CallHooks;
}

/** What became of a provider. */
export interface PatchResult {
  status: "patched" | "unsupported";
  /** Why it is not patched, or which operations are missing. */
  reason?: string;
  /** Paths of the operations that are traced. */
  operations: string[];
}

/**
 * Traces one copy of an SDK: every client of that copy, built before or after.
 *
 * Patching twice, or by another version of this package, is patching once. A shape that is not recognised is left
 * alone and warned about once.
 *
 * @param sdk The client class, or the module that exports it, ESM or CommonJS.
 */
export function patchProvider(_provider: Provider, _sdk: object, _options?: PatchOptions): PatchResult {
  throw new Error("not yet");
}

/** Puts back the SDK's own functions in every copy that was patched. Wrapped clients are no longer traced either. */
export function unpatchProvider(_provider: Provider): void {
  throw new Error("not yet");
}
