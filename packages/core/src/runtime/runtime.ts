import type { ExitWatch, LastWords } from "./exit.js";
import type { Transport } from "./http.js";
import type { Spool } from "./spool.js";

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
  /** Loads the exporting part at once, at the end of a process that was too short to load it; `undefined` where that cannot be. */
  requireExport(): typeof import("../export/delivery.js") | undefined;
  /** Sees to it that `words` are said before the process ends, while armed. */
  watchExit(words: LastWords): ExitWatch;
}

/** What `#runtime/export` offers: what only the exporting part asks of a platform, loaded together with it. */
export interface ExportRuntime {
  hostName(): string | undefined;
  /** Name of the package that runs. */
  packageName(): string | undefined;
  createTransport(): Transport;
  /** Compresses a body the best way that `encodings`, a comma-separated list, names. */
  compress(
    body: Uint8Array<ArrayBuffer>,
    encodings: string,
  ): Promise<{ body: Uint8Array<ArrayBuffer>; encoding: string } | undefined>;
  /** Opens a folder that keeps parcels until they are acknowledged; `undefined` where there is no disk. */
  openSpool(directory: string, failed: (error: unknown) => void): Spool | undefined;
  /** The platform's way to work on after a request was answered, where it has one. */
  waitUntil(): ((work: Promise<unknown>) => void) | undefined;
}
