import type { ExitWatch, LastWords } from "./exit.js";
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

/** Nothing is loaded at once. */
export function requireExport(): undefined {
  return undefined;
}

/** Sends what waits when the page is hidden, which may be the last that it hears. */
export function watchExit(words: LastWords): ExitWatch {
  const target = globalThis as Partial<EventTarget>;
  const leave = () => void words.flush(2000);
  return {
    arm: () => target.addEventListener?.("pagehide", leave),
    disarm: () => target.removeEventListener?.("pagehide", leave),
  };
}
