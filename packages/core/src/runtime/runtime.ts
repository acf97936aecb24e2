/** Keeps a value along asynchronous work, apart for concurrent work. */
export interface ContextStore<T> {
  get(): T | undefined;
  run<Arguments extends unknown[], R>(value: T, fn: (...args: Arguments) => R, ...args: Arguments): R;
}

/** What `#runtime` offers on every platform; `node.ts`, `edge.ts` and `browser.ts` export exactly this. */
export interface Runtime {
  createContextStore<T>(): ContextStore<T>;
  /** Environment variables; none in a browser. */
  variables(): Readonly<Record<string, string | undefined>>;
}
