import { createContextStore as createStack } from "./browser.js";
import type { ContextStore } from "./runtime.js";

export { requireExport, variables, watchExit } from "./browser.js";

interface Storage<T> {
  getStore(): T | undefined;
  run<Arguments extends unknown[], R>(value: T, fn: (...args: Arguments) => R, ...args: Arguments): R;
}
type StorageClass = new <T>() => Storage<T>;

/** Creates a store on the platform's AsyncLocalStorage; where there is none, one for synchronous code. */
export function createContextStore<T>(): ContextStore<T> {
  const Storage = findStorage();
  if (!Storage) return createStack();
  const storage = new Storage<T>();
  return {
    get: () => storage.getStore(),
    run: (value, fn, ...args) => storage.run(value, fn, ...args),
  };
}

// Edge Light has the class as a global; Workers with Node compatibility hand out the module.
function findStorage(): StorageClass | undefined {
  const platform = globalThis as {
    AsyncLocalStorage?: StorageClass;
    process?: { getBuiltinModule?(name: string): { AsyncLocalStorage: StorageClass } | undefined };
  };
  return platform.AsyncLocalStorage ?? platform.process?.getBuiltinModule?.("node:async_hooks")?.AsyncLocalStorage;
}
