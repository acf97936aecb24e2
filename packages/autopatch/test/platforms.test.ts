import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, Script } from "node:vm";
import { nodeBinaries } from "@trace/testing";
import { type BuildOptions, build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, installed } from "./application.js";
import { startWorld, type World } from "./world.js";

let world: World;
let application: Application;

beforeAll(async () => {
  world = await startWorld();
  application = new Application()
    .install()
    .link({ "node_modules/openai": installed.openai })
    .write({
      "package.json": { dependencies: { openai: "7" } },
      "page.mjs": `
        import { autopatch } from "@trace/autopatch";
        autopatch();
        globalThis.report = autopatch.report();
        autopatch.off();`,
      "preloaded.mjs": 'import "@trace/autopatch/register"; globalThis.done = true;',
      "program.mjs": `
        import OpenAI from "openai";
        import { autopatch } from "@trace/autopatch";
        autopatch();
        new OpenAI({ apiKey: "key", baseURL: process.env.WORLD }).chat.completions.create({ model: "bundled", messages: [] }).then(() => {});`,
    });
});

afterAll(() => {
  world.close();
  application.remove();
});

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const outfile = join(application.folder, "out", entry.replace(".mjs", options.format === "esm" ? ".mjs" : ".cjs"));
  const result = await build({
    entryPoints: [join(application.folder, entry)],
    outfile,
    bundle: true,
    logLevel: "silent",
    ...options,
  });
  expect(result.warnings).toEqual([]);
  return outfile;
}

/** Runs a script where there is nothing but the language and what every browser and Worker has. */
function evaluate(file: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  const {
    AbortController,
    clearTimeout,
    console,
    crypto,
    fetch,
    Headers,
    performance,
    queueMicrotask,
    setTimeout,
    TextDecoder,
    TextEncoder,
    URL,
  } = globalThis;
  const platform = {
    AbortController,
    clearTimeout,
    console,
    crypto,
    fetch,
    Headers,
    performance,
    queueMicrotask,
    setTimeout,
  };
  const context = createContext({ ...platform, TextDecoder, TextEncoder, URL, ...extra });
  new Script(readFileSync(file, "utf8"), { filename: file }).runInContext(context);
  return context as Record<string, unknown>;
}

const nothingToLookAt = [
  { provider: "openai", status: "unsupported", reason: expect.stringContaining("this platform") },
  { provider: "anthropic", status: "unsupported", reason: expect.stringContaining("this platform") },
];

// Contract 8
describe.each<[string, BuildOptions]>([
  ["browser", { platform: "browser", format: "iife" }],
  [
    "Worker",
    {
      platform: "neutral",
      format: "iife",
      conditions: ["workerd", "worker", "import"],
      mainFields: ["module", "main"],
    },
  ],
])("a bundle for a %s", (_name, options) => {
  it("builds without a warning, runs, and reports that there is nothing to patch here", async () => {
    const { report } = evaluate(await bundle("page.mjs", options));
    expect(report).toMatchObject(nothingToLookAt);
  });

  it("runs where a process exists that has no modules to give", async () => {
    const getBuiltinModule = () => undefined;
    expect(evaluate(await bundle("page.mjs", options), { process: { env: {} } }).report).toMatchObject(nothingToLookAt);
    expect(
      evaluate(await bundle("page.mjs", options), { process: { env: {}, getBuiltinModule } }).report,
    ).toMatchObject(nothingToLookAt);
  });

  it("may contain the preload, too", async () => {
    expect(evaluate(await bundle("preloaded.mjs", options)).done).toBe(true);
  });
});

describe.each(Object.entries(nodeBinaries()))("a bundle for Node, run on Node %s", (_major, node) => {
  // Contract 9, as far as it goes without the bundler plugin
  it.each([["esm" as const], ["cjs" as const]])(
    "traces the SDK that it leaves outside, with this package inside (%s)",
    async (format) => {
      const file = await bundle("program.mjs", { platform: "node", format, external: ["openai"] });
      const { stderr } = await application.run(node, [file], { WORLD: world.url, TRACE_ENDPOINT: world.url });
      expect(stderr).toBe("");
      expect(world.takeSpans()).toEqual(["chat bundled"]);
    },
  );
});
