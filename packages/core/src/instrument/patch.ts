import { Log } from "../log.js";
import { state } from "../state.js";
import { createCopy, readMark, type SdkCopy } from "./copy.js";
import type { CallHooks } from "./hooks.js";
import { type AnyFunction, findMethod, ownersOf, replaceMethod, restoreMethod } from "./method.js";
import { remember, takeMethods } from "./patched.js";
import type { Operation, Provider } from "./provider.js";
import { type SenderKind, traceRequests } from "./request.js";
import { findClass } from "./sdk.js";
import { traceMethod } from "./trace-method.js";

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

/** Where an operation's method is, in one copy of an SDK. */
interface Found {
  readonly operation: Operation;
  readonly owner: object;
  readonly name: string;
  readonly method: AnyFunction;
}

/**
 * Traces one copy of an SDK: every client of that copy, built before or after.
 *
 * Patching twice, or by another version of this package, is patching once. A shape that is not recognised is left
 * alone and warned about once.
 *
 * @param sdk The client class, or the module that exports it, ESM or CommonJS.
 */
export function patchProvider(provider: Provider, sdk: object, options: PatchOptions = {}): PatchResult {
  const { copy, ...result } = patchCopy(provider, sdk, (operation, owner) => operation.owner(owner));
  if (copy) {
    copy.all = true;
    copy.hooks = options.hooks ?? copy.hooks;
  }
  return result;
}

/** Puts back the SDK's own functions in every copy that was patched. Wrapped clients are no longer traced either. */
export function unpatchProvider(provider: Provider): void {
  for (const method of takeMethods(provider)) restoreMethod(method);
}

/**
 * Replaces the methods of one copy, for nobody yet.
 *
 * @internal
 */
export function patchCopy(
  provider: Provider,
  sdk: object,
  ownerOf: (operation: Operation, sdkClass: object) => object | undefined,
): PatchResult & { copy?: SdkCopy } {
  const sdkClass = findClass(sdk, provider.exportName);
  const prototype = (sdkClass as { prototype?: object } | undefined)?.prototype;
  const found = sdkClass
    ? provider.operations.flatMap((operation) => find(operation, () => ownerOf(operation, sdkClass)))
    : [];
  if (!found.length) return unsupported(provider, "none of its methods were found");

  const copy = knownCopy(found) ?? createCopy();
  for (const { operation, owner, name, method } of found) {
    if (readMark(method)) continue;
    const label = `${provider.name} ${operation.path}`;
    remember(provider, replaceMethod(owner, name, copy, traceMethod(method, { provider, operation, copy, label })));
  }
  patchSenders(provider, prototype, provider.requestMethod ?? "makeRequest", copy, "attempt");
  if (provider.requestEntry) patchSenders(provider, prototype, provider.requestEntry, copy, "entry");
  return {
    status: "patched",
    ...missing(provider, found),
    operations: found.map(({ operation }) => operation.path),
    copy,
  };
}

function patchSenders(
  provider: Provider,
  prototype: object | undefined,
  name: string,
  copy: SdkCopy,
  kind: SenderKind,
): void {
  for (const owner of ownersOf(prototype, name)) {
    const method = findMethod(owner, name);
    if (!method || readMark(method)) continue;
    remember(provider, replaceMethod(owner, name, copy, traceRequests(method, copy, kind)));
  }
}

function find(operation: Operation, ownerOf: () => object | undefined): Found[] {
  const name = operation.path.slice(operation.path.lastIndexOf(".") + 1);
  const owner = tryOwner(ownerOf);
  const method = findMethod(owner, name);
  return owner && method ? [{ operation, owner, name, method }] : [];
}

/** An owner is read by a path that another version may not have. */
function tryOwner(ownerOf: () => object | undefined): object | undefined {
  try {
    return ownerOf();
  } catch {
    return undefined;
  }
}

/** What an earlier patch, perhaps by another copy of this package, left on the methods. */
function knownCopy(found: Found[]): SdkCopy | undefined {
  for (const { method } of found) {
    const mark = readMark(method);
    if (mark) return mark.copy;
  }
  return undefined;
}

function missing(provider: Provider, found: Found[]): { reason?: string } {
  const traced = new Set(found.map(({ operation }) => operation));
  const absent = provider.operations.filter((operation) => !operation.optional && !traced.has(operation));
  if (!absent.length) return {};
  const reason = `not found: ${absent.map(({ path }) => path).join(", ")}`;
  warn(provider, `only a part of ${provider.module} is traced (${reason})`);
  return { reason };
}

function unsupported(provider: Provider, reason: string): PatchResult {
  warn(provider, `this version of ${provider.module} is not known and is left alone: ${reason}`);
  return { status: "unsupported", reason, operations: [] };
}

function warn(provider: Provider, message: string): void {
  const { client, reported } = state();
  const key = `patch ${provider.name} ${message}`;
  if (reported.has(key)) return;
  reported.add(key);
  (client?.log ?? new Log({ logLevel: "warn" })).warn(message);
}
