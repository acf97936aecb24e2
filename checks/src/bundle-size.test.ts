import { globSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { expect, it } from "vitest";
import { layers } from "./layers.ts";
import { readPackages, root } from "./workspace.ts";

const LIMIT = 20_000;
/** With what is loaded when the first span starts. */
const ALL_LIMIT = 36_000;

/** A program that uses core and one provider, as an application would. */
function program(name: string, patch: string): string {
  return `
    import { init, span, trace } from "@trace/core";
    import { ${patch} } from "${name}";
    init();
    ${patch}();
    console.log(span, trace);`;
}

/** Bytes that a program brings, minified and gzipped: what it loads when it starts, and all of it. */
async function bundledSize(contents: string, platform: "node" | "browser") {
  const { outputFiles, metafile, warnings } = await build({
    stdin: { contents, resolveDir: `${root}/checks` },
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    platform,
    outdir: "out",
    write: false,
    metafile: true,
    legalComments: "none",
    logLevel: "silent",
    external: ["node:*", "openai", "@anthropic-ai/sdk"],
  });
  expect(warnings.map(({ text }) => text)).toEqual([]);
  const sizes = new Map(
    outputFiles.map(({ path, contents }) => [basename(path), gzipSync(contents, { level: 9 }).length]),
  );
  const sum = (files: Iterable<string>) =>
    [...files].reduce((total, file) => total + (sizes.get(basename(file)) ?? 0), 0);
  return { start: sum(loadedAtStart(metafile)), all: sum(sizes.keys()) };
}

/** The entry's file and those that it imports statically, at any distance. */
function loadedAtStart({ outputs }: Metafile): Set<string> {
  const loaded = new Set(Object.keys(outputs).filter((file) => outputs[file]?.entryPoint === "<stdin>"));
  for (const file of loaded) {
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === "import-statement" && path in outputs) loaded.add(path);
  }
  return loaded;
}

// Contract 42
it.each([
  { name: "@trace/openai", patch: "patchOpenAI", platform: "node" },
  { name: "@trace/anthropic", patch: "patchAnthropic", platform: "node" },
  { name: "@trace/openai", patch: "patchOpenAI", platform: "browser" },
  { name: "@trace/anthropic", patch: "patchAnthropic", platform: "browser" },
] as const)(
  "core and $name start with less than 20 kB, minified and gzipped, in a $platform bundle without warnings",
  async ({ name, patch, platform }) => {
    const { start, all } = await bundledSize(program(name, patch), platform);
    const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(2)} kB`;
    console.log(
      `core + ${name} (${platform}): ${kilobytes(start)} at the start, ${kilobytes(all)} with the exporting part`,
    );
    expect(start).toBeGreaterThan(1_000);
    expect(start).toBeLessThan(LIMIT);
    expect(all).toBeLessThan(ALL_LIMIT);
  },
);

it("core, a provider and autopatch together take less than 1 MB installed", () => {
  const inApplication = readPackages().filter(({ name }) => layers[name]?.inApplication);
  const sizes = inApplication.map(({ name, folder }) => ({ name, bytes: folderSize(join(folder, "dist")) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(sizes.map(({ name, bytes }) => `${name} ${Math.round(bytes / 1000)} kB`).join(", "));
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThan(1_000_000);
});

function folderSize(folder: string): number {
  const files = globSync("**/*", { cwd: folder }).map((file) => statSync(join(folder, file)));
  return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
