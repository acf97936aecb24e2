import type { ContextStore } from "./runtime.js";

/** Creates a store that is right within synchronous code; browsers offer nothing that follows `await`. */
export function createContextStore<T>(): ContextStore<T> {
  let current: T | undefined;
  return {
    get: () => current,
    run(value, fn, ...args) {
      const before = current;
      current = value;
      try {
        return fn(...args);
      } finally {
        current = before;
      }
    },
  };
}

/** Returns the environment variables of bundlers and platforms that imitate Node; usually none. */
export function variables(): Readonly<Record<string, string | undefined>> {
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
}
