import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { layers } from "./layers.ts";
import { readPackages, root } from "./workspace.ts";

const LIMIT = 20_000;

/** Bytes of everything two packages export, minified and gzipped, with the parts that load later. */
async function bundledSize(packages: string[], platform: "node" | "browser"): Promise<number> {
  const { outputFiles, warnings } = await build({
    stdin: {
      contents: packages.map((name) => `export * from "${name}";`).join("\n"),
      resolveDir: `${root}/checks`,
    },
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    platform,
    outdir: "out",
    write: false,
    legalComments: "none",
    logLevel: "silent",
    external: ["node:*", "openai", "@anthropic-ai/sdk"],
  });
  expect(warnings.map(({ text }) => text)).toEqual([]);
  return outputFiles.reduce((total, { contents }) => total + gzipSync(contents, { level: 9 }).length, 0);
}

// Contract 42
it.each([
  { packages: ["@trace/core", "@trace/openai"], platform: "node" },
  { packages: ["@trace/core", "@trace/anthropic"], platform: "node" },
  { packages: ["@trace/core", "@trace/openai"], platform: "browser" },
  { packages: ["@trace/core", "@trace/anthropic"], platform: "browser" },
] as const)(
  "$packages for $platform bundle without a warning, under 20 kB minified and gzipped",
  async ({ packages, platform }) => {
    const size = await bundledSize([...packages], platform);
    console.log(`${packages.join(" + ")} (${platform}): ${(size / 1000).toFixed(2)} kB`);
    expect(size).toBeLessThan(LIMIT);
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
