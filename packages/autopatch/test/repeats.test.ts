import { nodeBinaries } from "@trace/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, installed } from "./application.js";
import { startWorld, type World } from "./world.js";

const node = nodeBinaries()[24] ?? process.execPath;
let world: World;
let application: Application;

beforeAll(async () => {
  world = await startWorld();
  application = new Application()
    .install()
    .install("node_modules/other/node_modules/@trace")
    .link({
      "node_modules/openai": installed.openai,
      "node_modules/@anthropic-ai/sdk": installed["@anthropic-ai/sdk"],
    })
    .write({
      "package.json": { dependencies: { openai: "7", "@anthropic-ai/sdk": "1" } },
      "node_modules/other/package.json": {
        name: "other",
        exports: { ".": { import: "./index.mjs", require: "./index.cjs" }, "./register": "./register.cjs" },
      },
      "node_modules/other/index.mjs": 'export { autopatch } from "@trace/autopatch";',
      "node_modules/other/index.cjs": 'exports.autopatch = require("@trace/autopatch").autopatch;',
      "node_modules/other/register.cjs": 'require("@trace/autopatch/register");',
      "sdks.mjs": sdks,
    });
});

afterAll(() => {
  world.close();
  application.remove();
});

const sdks = `
  import Anthropic from "@anthropic-ai/sdk";
  import { createRequire } from "node:module";
  import OpenAI from "openai";
  export const require = createRequire(import.meta.url);
  const messages = [{ role: "user", content: "Hi" }];
  const settings = { apiKey: "key", baseURL: process.env.WORLD };
  const classes = { openai: OpenAI, "openai-cjs": require("openai").OpenAI, anthropic: Anthropic, "anthropic-cjs": require("@anthropic-ai/sdk").Anthropic };
  export async function callAll() {
    for (const [model, Client] of Object.entries(classes)) {
      const client = new Client(settings);
      await (client.messages ?? client.chat.completions).create({ model, messages, max_tokens: 1 });
    }
  }
  /** Every function on the prototypes that are patched, with its property's attributes. */
  export function functions() {
    return Object.values(classes).flatMap((sdk) =>
      [sdk, sdk.Chat?.Completions, sdk.Embeddings, sdk.Responses, sdk.Messages, sdk.Beta?.Messages].filter(Boolean).flatMap((one) =>
        prototypes(one.prototype).flatMap((prototype) => Object.entries(Object.getOwnPropertyDescriptors(prototype))),
      ),
    );
  }
  function prototypes(object) {
    return object === Object.prototype ? [] : [object, ...prototypes(Object.getPrototypeOf(object))];
  }
  export function differences(before) {
    const attributes = ["value", "get", "set", "enumerable", "configurable", "writable"];
    return functions().filter(([, now], at) => attributes.some((attribute) => now[attribute] !== before[at][1][attribute])).length;
  }`;

const everyCall = ["chat anthropic", "chat anthropic-cjs", "chat openai", "chat openai-cjs"];

async function run(program: string, preload: string[] = []) {
  application.write({
    "main.mjs": `import { callAll, differences, functions, require } from "./sdks.mjs"; ${program}`,
  });
  const { stdout, stderr, code } = await application.run(node, [...preload, "main.mjs"], {
    WORLD: world.url,
    TRACE_ENDPOINT: world.url,
  });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return { stdout: stdout.trim(), spans: world.takeSpans() };
}

// Contract 6
describe("one span per call", () => {
  it("when autopatch() runs twice", async () => {
    const { spans } = await run(
      'const { autopatch } = await import("@trace/autopatch"); autopatch(); autopatch(); await callAll();',
    );
    expect(spans).toEqual(everyCall);
  });

  it("when the ESM and the CommonJS build of this package, in two installations, all run", async () => {
    const { spans } = await run(`
      for (const name of ["@trace/autopatch", "other"]) {
        (await import(name)).autopatch();
        require(name).autopatch();
      }
      await callAll();`);
    expect(spans).toEqual(everyCall);
  });

  it("when two installations are preloaded and called", async () => {
    const preload = ["--import", "@trace/autopatch/register", "-r", "other/register"];
    const { spans } = await run('(await import("other")).autopatch(); await callAll();', preload);
    expect(spans).toEqual(everyCall);
  });

  it("when a provider's own function has patched before", async () => {
    const { spans, stdout } = await run(`
      const { autopatch } = await import("@trace/autopatch");
      const { patchOpenAI } = await import("@trace/openai");
      patchOpenAI((await import("openai")).default);
      console.log(autopatch.report()[0].how, autopatch.report()[1].status);
      autopatch();
      await callAll();`);
    expect(spans).toEqual(everyCall);
    expect(stdout).toBe("explicit skipped");
  });
});

// Contract 6
describe("off()", () => {
  it("puts back every function as it was, the very same, and the calls after it are not traced", async () => {
    const { spans, stdout } = await run(`
      const before = functions();
      const { autopatch } = await import("@trace/autopatch");
      autopatch();
      console.log(differences(before) > 0);
      await callAll();
      autopatch.off();
      console.log(differences(before));
      await callAll();`);
    expect(stdout.split("\n")).toEqual(["true", "0"]);
    expect(spans).toEqual(everyCall);
  });

  it("undoes what another installation has done", async () => {
    const { stdout } = await run(`
      const before = functions();
      (await import("other")).autopatch();
      require("@trace/autopatch").autopatch();
      console.log(differences(before) > 0);
      (await import("@trace/autopatch")).autopatch.off();
      console.log(differences(before));`);
    expect(stdout.split("\n")).toEqual(["true", "0"]);
  });

  it("leaves what can be patched again", async () => {
    const { spans } = await run(`
      const { autopatch } = await import("@trace/autopatch");
      autopatch(); autopatch.off(); autopatch();
      await callAll();`);
    expect(spans).toEqual(everyCall);
  });
});
