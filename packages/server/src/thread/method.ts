/** What a thread can be asked to do, by name. */
export type Methods = Record<string, (...args: never[]) => unknown>;
