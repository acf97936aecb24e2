import { fetchTransport, type Transport } from "./http.js";
import type { Spool } from "./spool.js";

export { waitUntil } from "./wait-until.js";

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

/** Compresses a body where the platform can; zstd is left to Node. */
export async function compress(body: Uint8Array<ArrayBuffer>, encodings: string) {
  if (!encodings.includes("gzip") || typeof CompressionStream === "undefined") return undefined;
  const stream = new Response(body).body!.pipeThrough(new CompressionStream("gzip"));
  return { body: new Uint8Array(await new Response(stream).arrayBuffer()), encoding: "gzip" };
}
