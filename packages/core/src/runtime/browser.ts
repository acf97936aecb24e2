import type { ExitWatch, LastWords } from "./exit.js";
import { fetchTransport, type Transport } from "./http.js";
import type { ContextStore } from "./runtime.js";
import type { Spool } from "./spool.js";

export { waitUntil } from "./wait-until.js";

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

/** Browsers do not tell. */
export function hostName(): string | undefined {
  return undefined;
}

/** There is no package at run time. */
export function packageName(): string | undefined {
  return undefined;
}

/** Creates a transport on the global `fetch`, looked up with each request. */
export function createTransport(): Transport {
  return fetchTransport((...args) => globalThis.fetch(...args));
}

/** There is no disk. */
export function openSpool(_directory: string, failed: (error: unknown) => void): Spool | undefined {
  failed(new Error("the disk spool needs Node"));
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

/** Compresses a body where the platform can; zstd is left to Node. */
export async function compress(body: Uint8Array<ArrayBuffer>, encodings: string) {
  if (!encodings.includes("gzip") || typeof CompressionStream === "undefined") return undefined;
  const stream = new Response(body).body!.pipeThrough(new CompressionStream("gzip"));
  return { body: new Uint8Array(await new Response(stream).arrayBuffer()), encoding: "gzip" };
}
