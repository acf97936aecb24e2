import { nodeBinaries } from "@trace/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, installed } from "./application.js";
import { startWorld, type World } from "./world.js";

/** A program, how it is started, and the calls that it makes, by model. */
interface Arrangement {
  fact: string;
  program: string;
  preload?: string;
  calls: string[];
  /** Node before 22.15 has no hooks, so what loads outside the application's own dependencies is not met there. */
  needsHooks?: boolean;
}

const register = "@trace/autopatch/register";

const arrangements: Arrangement[] = [
  // Contract 1
  {
    fact: "autopatch() after static imports traces clients built before and after it",
    program: "after.mjs",
    calls: ["openai-before", "openai-after", "anthropic-before", "anthropic-after"],
  },
  {
    fact: "autopatch() after require() traces clients built before and after it",
    program: "after.cjs",
    calls: ["openai-before", "openai-after", "anthropic-before", "anthropic-after"],
  },
  {
    fact: "autopatch() in an ES module that a CommonJS program imports traces what that module imported",
    program: "starts-module.cjs",
    calls: ["openai-before", "openai-after", "anthropic-before", "anthropic-after"],
  },
  // Contract 2
  {
    fact: "autopatch() in the first module of the same static graph traces the modules after it",
    program: "first.mjs",
    calls: ["openai", "anthropic"],
  },
  {
    fact: "autopatch() in the first module traces SDKs behind a module that awaits",
    program: "first-waiting.mjs",
    calls: ["openai", "anthropic"],
  },
  {
    fact: "autopatch() in the first required module traces the modules after it",
    program: "first.cjs",
    calls: ["openai", "anthropic"],
  },
  // Contract 3 and 4
  ...["--import", "-r"].flatMap((flag) => [
    {
      fact: `${flag} ${register} traces an ES module program that does not know of it: both formats, a nested second major`,
      preload: flag,
      program: "plain.mjs",
      calls: ["openai-esm", "openai-cjs", "nested-esm", "nested-cjs", "anthropic-esm", "anthropic-cjs"],
      needsHooks: true,
    },
    {
      fact: `${flag} ${register} traces a CommonJS program that does not know of it: both formats, a nested second major`,
      preload: flag,
      program: "plain.cjs",
      calls: ["openai-esm", "openai-cjs", "nested-esm", "nested-cjs", "anthropic-esm", "anthropic-cjs"],
      needsHooks: true,
    },
    {
      fact: `${flag} ${register} traces a program that also calls autopatch() and init()`,
      preload: flag,
      program: "both.mjs",
      calls: ["openai", "anthropic"],
    },
  ]),
  {
    fact: `--import ${register} traces worker threads`,
    preload: "--import",
    program: "worker.mjs",
    calls: ["openai", "anthropic"],
  },
  {
    fact: "autopatch() traces an SDK that is just being imported",
    program: "importing.mjs",
    calls: ["openai"],
  },
  // Contract 4
  {
    fact: "autopatch() traces both formats and a nested second major that loads later",
    program: "later.mjs",
    calls: ["openai-esm", "openai-cjs", "nested-esm", "nested-cjs"],
    needsHooks: true,
  },
  {
    fact: "autopatch() traces a nested second major that a dependency has loaded before",
    program: "nested.mjs",
    calls: ["nested-esm", "nested-cjs"],
  },
  {
    fact: "autopatch() traces an SDK that is installed under another name",
    program: "alias.mjs",
    calls: ["alias"],
  },
];

let world: World;
let application: Application;

beforeAll(async () => {
  world = await startWorld();
  application = createApplication();
});

afterAll(() => {
  world.close();
  application.remove();
});

const binaries = nodeBinaries();

describe.each(Object.entries(binaries))("on Node %s", (major, node) => {
  const possible = arrangements.filter(({ needsHooks }) => !(needsHooks && major === "20"));
  it.each(possible.map((one) => [one.fact, one] as const))("%s", async (_fact, { program, preload, calls }) => {
    const environment = { WORLD: world.url, TRACE_ENDPOINT: world.url };
    const { code, stderr } = await application.run(
      node,
      [...(preload ? [preload, register] : []), program],
      environment,
    );
    // Contract 8
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(world.takeSpans()).toEqual(calls.map((model) => `chat ${model}`).sort());
  });
});

it("runs on every supported Node", () => {
  expect(Object.keys(binaries)).toEqual(expect.arrayContaining(["22", "24", "26"]));
});

function createApplication(): Application {
  const framework = "node_modules/framework";
  return new Application()
    .install()
    .link({
      "node_modules/openai": installed.openai,
      "node_modules/openai-before-seven": installed.openai6,
      "node_modules/@anthropic-ai/sdk": installed["@anthropic-ai/sdk"],
      [`${framework}/node_modules/openai`]: installed.openai6,
    })
    .write({
      "package.json": {
        dependencies: { openai: "7", "openai-before-seven": "npm:openai@6", "@anthropic-ai/sdk": "1", framework: "1" },
      },
      [`${framework}/package.json`]: {
        name: "framework",
        version: "1.0.0",
        dependencies: { openai: "6" },
        exports: { import: "./index.mjs", require: "./index.js" },
      },
      [`${framework}/index.mjs`]: 'export { OpenAI } from "openai";',
      [`${framework}/index.js`]: 'exports.OpenAI = require("openai").OpenAI;',
      ...programs,
    });
}

const programs = {
  "call.cjs": `
    const baseURL = process.env.WORLD;
    exports.openai = (OpenAI) => new OpenAI({ apiKey: "key", baseURL });
    exports.anthropic = (Anthropic) => new Anthropic({ apiKey: "key", baseURL });
    const messages = [{ role: "user", content: "Hi" }];
    exports.call = (client, model) => (client.messages ?? client.chat.completions).create({ model, messages, max_tokens: 1 });
    exports.callBoth = async (OpenAI, Anthropic, suffix = "") => {
      await exports.call(exports.openai(OpenAI), "openai" + suffix);
      await exports.call(exports.anthropic(Anthropic), "anthropic" + suffix);
    };`,
  "after.mjs": `
    import Anthropic from "@anthropic-ai/sdk";
    import OpenAI from "openai";
    import { autopatch } from "@trace/autopatch";
    import { anthropic, call, callBoth, openai } from "./call.cjs";
    const before = [openai(OpenAI), anthropic(Anthropic)];
    autopatch();
    await call(before[0], "openai-before");
    await call(before[1], "anthropic-before");
    await callBoth(OpenAI, Anthropic, "-after");`,
  "after.cjs": `
    const Anthropic = require("@anthropic-ai/sdk");
    const OpenAI = require("openai");
    const { autopatch } = require("@trace/autopatch");
    const { anthropic, call, callBoth, openai } = require("./call.cjs");
    const before = [openai(OpenAI), anthropic(Anthropic)];
    autopatch();
    call(before[0], "openai-before")
      .then(() => call(before[1], "anthropic-before"))
      .then(() => callBoth(OpenAI, Anthropic, "-after"));`,
  "starts-module.cjs": 'import("./after.mjs");',
  "instrument.mjs": 'import { autopatch } from "@trace/autopatch"; autopatch();',
  "instrument.cjs": 'require("@trace/autopatch").autopatch();',
  "wait.mjs": "await new Promise((resolve) => setTimeout(resolve, 5));",
  "first.mjs": `
    import "./instrument.mjs";
    import Anthropic from "@anthropic-ai/sdk";
    import OpenAI from "openai";
    import { callBoth } from "./call.cjs";
    await callBoth(OpenAI, Anthropic);`,
  "first-waiting.mjs": `
    import "./instrument.mjs";
    import "./wait.mjs";
    import Anthropic from "@anthropic-ai/sdk";
    import OpenAI from "openai";
    import { callBoth } from "./call.cjs";
    await callBoth(OpenAI, Anthropic);`,
  "first.cjs": `
    require("./instrument.cjs");
    require("./call.cjs").callBoth(require("openai"), require("@anthropic-ai/sdk"));`,
  "plain.mjs": `
    import Anthropic from "@anthropic-ai/sdk";
    import { createRequire } from "node:module";
    import { OpenAI as Nested } from "framework";
    import OpenAI from "openai";
    import { call, callBoth, openai } from "./call.cjs";
    const require = createRequire(import.meta.url);
    await callBoth(OpenAI, Anthropic, "-esm");
    await callBoth(require("openai"), require("@anthropic-ai/sdk"), "-cjs");
    await call(openai(Nested), "nested-esm");
    await call(openai(require("framework").OpenAI), "nested-cjs");`,
  "plain.cjs": `
    const OpenAI = require("openai");
    const Anthropic = require("@anthropic-ai/sdk");
    const { OpenAI: Nested } = require("framework");
    const { call, callBoth, openai } = require("./call.cjs");
    (async () => {
      await callBoth(OpenAI, Anthropic, "-cjs");
      await callBoth((await import("openai")).default, (await import("@anthropic-ai/sdk")).default, "-esm");
      await call(openai(Nested), "nested-cjs");
      await call(openai((await import("framework")).OpenAI), "nested-esm");
    })();`,
  "worker.mjs": `
    import { isMainThread, Worker } from "node:worker_threads";
    if (isMainThread) new Worker(new URL(import.meta.url));
    else await import("./plain-once.mjs");`,
  "plain-once.mjs": `
    import Anthropic from "@anthropic-ai/sdk";
    import OpenAI from "openai";
    import { callBoth } from "./call.cjs";
    await callBoth(OpenAI, Anthropic);`,
  "importing.mjs": `
    import { autopatch } from "@trace/autopatch";
    import { call, openai } from "./call.cjs";
    const importing = import("openai");
    await new Promise((resolve) => setTimeout(resolve, 5));
    autopatch({ only: ["openai"] });
    const { OpenAI } = await importing;
    await new Promise(setImmediate);
    await call(openai(OpenAI), "openai");`,
  "both.mjs": `
    import Anthropic from "@anthropic-ai/sdk";
    import OpenAI from "openai";
    import { autopatch } from "@trace/autopatch";
    import { init } from "@trace/core";
    import { callBoth } from "./call.cjs";
    init({ serviceName: "both" });
    autopatch();
    await callBoth(OpenAI, Anthropic);`,
  "later.mjs": `
    import { createRequire } from "node:module";
    import { autopatch } from "@trace/autopatch";
    import { call, openai } from "./call.cjs";
    autopatch();
    const require = createRequire(import.meta.url);
    await call(openai((await import("openai")).default), "openai-esm");
    await call(openai(require("openai")), "openai-cjs");
    await call(openai((await import("framework")).OpenAI), "nested-esm");
    await call(openai(require("framework").OpenAI), "nested-cjs");`,
  "nested.mjs": `
    import { createRequire } from "node:module";
    import { OpenAI as Nested } from "framework";
    import { autopatch } from "@trace/autopatch";
    import { call, openai } from "./call.cjs";
    const required = createRequire(import.meta.url)("framework");
    autopatch();
    await call(openai(Nested), "nested-esm");
    await call(openai(required.OpenAI), "nested-cjs");`,
  "alias.mjs": `
    import OpenAI from "openai-before-seven";
    import { autopatch } from "@trace/autopatch";
    import { call, openai } from "./call.cjs";
    autopatch();
    await call(openai(OpenAI), "alias");`,
};
