import type { Store } from "../store/store.js";
import type { Methods } from "./method.js";

const reads = [
  "traces",
  "trace",
  "span",
  "text",
  "sessions",
  "session",
  "models",
  "users",
  "scores",
  "project",
] as const;

/** Answers reads as JSON text: that is what the caller wants, and text crosses threads cheaply. */
export function readerMethods(store: Store): Methods {
  const methods: Methods = { ready: () => true, close: () => store.close() };
  for (const name of reads) {
    const read = store[name].bind(store) as (...args: never[]) => unknown;
    methods[name] = async (...args) => JSON.stringify(await read(...args));
  }
  return methods;
}
