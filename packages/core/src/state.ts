import { createContextStore } from "#runtime";
import type { Client } from "./client.js";
import type { Context } from "./context.js";
import type { ContextStore } from "./runtime/runtime.js";

/**
 * Everything that may exist only once in a process. An ESM and a CommonJS copy of this package, or two versions
 * of it, share it; a change of its shape needs a new number in its key.
 */
export interface TraceState {
  readonly version: 1;
  readonly context: ContextStore<Context>;
  /** The default client: what `init` made. */
  client: Client | undefined;
  /** Providers that are patched or wait to be, by name. */
  readonly patches: Map<string, unknown>;
  /** Places whose failure has been reported. */
  readonly reported: Set<string>;
}

const key = Symbol.for("trace.state.1");
const shared = globalThis as { [key]?: TraceState };

/** Returns the process's one state, making it on first use. */
export function state(): TraceState {
  return (shared[key] ??= create());
}

function create(): TraceState {
  return { version: 1, context: createContextStore(), client: undefined, patches: new Map(), reported: new Set() };
}
