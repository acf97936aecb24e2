import { defineConfig, type Options } from "tsup";

/** The build of every published package: ESM, CommonJS and types from the given entries. */
export function preset(entry: string[], options: Options = {}) {
  return defineConfig({
    entry: Object.fromEntries(entry.map((file) => [outputName(file), file])),
    format: ["esm", "cjs"],
    // Types of other packages come from their published .d.ts, not from their sources.
    dts: { compilerOptions: { paths: {} } },
    // The output reads like its source, and maps would be two thirds of what a user installs.
    sourcemap: false,
    clean: true,
    target: "node20",
    // import.meta.url and __dirname exist in both formats.
    shims: true,
    // Shared chunks: without them every entry of a package would carry a state of its own.
    splitting: true,
    // Without it tsup writes CommonJS through a compiler that turns `?.` into closures and `import()` into `require()`.
    // No import is there for its effects alone, and what such an import leaves behind makes bundlers warn.
    treeshake: { moduleSideEffects: false },
    // Deno and Workers know `node:async_hooks` by its full name only.
    removeNodeProtocol: false,
    external: [/^#/],
    ...options,
  });
}

function outputName(file: string) {
  return file.replace(/^src\//, "").replace(/\.ts$/, "");
}
