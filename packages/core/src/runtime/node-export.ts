export { nodeTransport as createTransport } from "./node-http.js";
export { openSpool } from "./node-spool.js";
export { waitUntil } from "./wait-until.js";

/** Returns the machine's name. */
export function hostName(): string | undefined {
  return process.getBuiltinModule?.("node:os").hostname();
}

/** Returns the name of the package that runs: of the nearest `package.json` above the main file. */
export function packageName(): string | undefined {
  const { dirname, join } = process.getBuiltinModule("node:path");
  const { readFileSync } = process.getBuiltinModule("node:fs");
  for (let folder = dirname(process.argv[1] ?? ""); ; folder = dirname(folder)) {
    try {
      return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: string }).name;
    } catch {
      if (folder === dirname(folder)) return undefined;
    }
  }
}

/** Compresses a body the best way that `encodings` names; `undefined` where none fits. */
export async function compress(body: Uint8Array<ArrayBuffer>, encodings: string) {
  const zlib = process.getBuiltinModule("node:zlib");
  const zstd = encodings.includes("zstd") ? zlib.zstdCompress : undefined;
  if (!zstd && !encodings.includes("gzip")) return undefined;
  return new Promise<{ body: Uint8Array<ArrayBuffer>; encoding: string } | undefined>((resolve) => {
    const done = (error: Error | null, result: Uint8Array) =>
      resolve(error ? undefined : { body: result as Uint8Array<ArrayBuffer>, encoding: zstd ? "zstd" : "gzip" });
    if (zstd) zstd(body, done);
    else zlib.gzip(body, { level: 1 }, done);
  });
}
