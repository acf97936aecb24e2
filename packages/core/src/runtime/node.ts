import { AsyncLocalStorage } from "node:async_hooks";
import type { ContextStore } from "./runtime.js";

export { watchExit } from "./node-exit.js";

/** Creates a store that follows `await`, timers and callbacks. */
export function createContextStore<T>(): ContextStore<T> {
  const storage = new AsyncLocalStorage<T>();
  return {
    get: () => storage.getStore(),
    run: (value, fn, ...args) => storage.run(value, fn, ...args),
  };
}

/** Returns the environment variables. */
export function variables(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Loads the exporting part at once. A bundle does not have it as a file of its own. */
export function requireExport(): typeof import("../export/delivery.js") | undefined {
  try {
    return process.getBuiltinModule("node:module").createRequire(import.meta.url)("#export");
  } catch {
    return undefined;
  }
}
