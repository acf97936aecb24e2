import { cpSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { nodeBinaries } from "@trace/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, installed } from "./application.js";
import { startWorld, type World } from "./world.js";

const node = nodeBinaries()[24] ?? process.execPath;
const preload = ["--import", "@trace/autopatch/register"];
const applications: Application[] = [];
let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => {
  world.close();
  for (const application of applications) application.remove();
});

/** An application with an `openai` of our own making, which `main.mjs` uses. */
function createApplication(main: string, sdk: Record<string, unknown>): Application {
  const application = new Application()
    .install()
    .write({ "package.json": { dependencies: { openai: "99" } }, "main.mjs": main });
  application.write(
    Object.fromEntries(Object.entries(sdk).map(([path, content]) => [`node_modules/openai/${path}`, content])),
  );
  applications.push(application);
  return application;
}

async function run(application: Application, args: string[]) {
  const finished = await application.run(node, args, { WORLD: world.url, TRACE_ENDPOINT: world.url });
  expect(finished.code).toBe(0);
  return { ...finished, lines: finished.stderr.split("\n").filter(Boolean), spans: world.takeSpans() };
}

const version99 = {
  name: "openai",
  version: "99.0.0",
  exports: { ".": { require: "./index.js", default: "./index.mjs" } },
};
const report = 'console.log(JSON.stringify((await import("@trace/autopatch")).autopatch.report()[0]));';

// Contract 7
describe("a newer major that nobody has seen", () => {
  it("is patched when its shape matches", async () => {
    const application = createApplication(
      `import OpenAI from "openai"; import { autopatch } from "@trace/autopatch"; autopatch();
       await new OpenAI({ apiKey: "key", baseURL: process.env.WORLD }).chat.completions.create({ model: "newer", messages: [] });
       ${report}`,
      {},
    );
    const folder = join(application.folder, "node_modules/openai");
    const isCode = (file: string) => !/\.(map|ts|mts|cts)$/.test(file);
    cpSync(realpathSync(installed.openai), folder, { recursive: true, filter: isCode });
    application.write({ "node_modules/openai/package.json": version99 });
    const { lines, spans, stdout } = await run(application, ["main.mjs"]);
    expect(lines).toEqual([]);
    expect(spans).toEqual(["chat newer"]);
    expect(JSON.parse(stdout)).toMatchObject({ provider: "openai", version: "99.0.0", copy: "esm", status: "patched" });
  });

  const other = {
    "package.json": version99,
    "index.mjs": "export class OpenAI { ask() { return 'answer'; } } export default OpenAI;",
    "index.js": "exports.OpenAI = class OpenAI { ask() { return 'answer'; } };",
  };
  const use = 'import { OpenAI } from "openai"; console.log(new OpenAI().ask());';

  it.each([
    [
      "loaded before autopatch()",
      [],
      'import { autopatch } from "@trace/autopatch"; autopatch(); autopatch();',
      "immediate",
    ],
    ["met as it loads", preload, "", "hook"],
  ])(
    "is left alone when its shape does not match (%s): one warning names it, the report says why",
    async (_, flags, start, how) => {
      const application = createApplication(`${use} ${start} ${report}`, other);
      const { lines, stdout } = await run(application, [...flags, "main.mjs"]);
      const [answer, row] = stdout.split("\n");
      expect(answer).toBe("answer");
      expect(lines).toEqual([expect.stringMatching(/^trace: .*\bopenai\b/)]);
      expect(JSON.parse(row ?? "")).toMatchObject({
        version: "99.0.0",
        status: "unsupported",
        how,
        reason: "none of its methods were found",
      });
    },
  );

  it.each([
    ["ES module", "main.mjs"],
    ["CommonJS", "main.cjs"],
  ])("is left alone when its class has another name (%s), which one warning says too", async (_, program) => {
    const application = createApplication(`import { Model } from "openai"; console.log(new Model().ask()); ${report}`, {
      "package.json": version99,
      "index.mjs": 'export { Model } from "./model.mjs";',
      "model.mjs": "export class Model { ask() { return 'answer'; } }",
      "index.js": "exports.Model = class { ask() { return 'answer'; } };",
    });
    application.write({
      "main.cjs": `const { Model } = require("openai"); console.log(new Model().ask()); setTimeout(async () => { ${report} });`,
    });
    const { lines, stdout } = await run(application, [...preload, program]);
    const [answer, row] = stdout.split("\n");
    expect(answer).toBe("answer");
    expect(lines).toEqual([expect.stringMatching(/^trace: .*\bopenai\b/)]);
    expect(JSON.parse(row ?? "")).toMatchObject({ version: "99.0.0", status: "unsupported" });
  });
});

describe("an SDK that cannot be loaded", () => {
  it("is reported, and disturbs neither the program nor its output", async () => {
    const application = createApplication(`import { autopatch } from "@trace/autopatch"; autopatch(); ${report}`, {
      "package.json": version99,
      "index.mjs": 'throw new Error("no such weather");',
    });
    const { lines, stdout } = await run(application, ["main.mjs"]);
    expect(lines).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "unsupported",
      reason: "it could not be loaded: no such weather",
    });
  });

  it("is patched once it has loaded, when it awaits at its top level", async () => {
    const application = createApplication(
      `import { autopatch } from "@trace/autopatch"; autopatch(); await import("openai"); await new Promise(setImmediate); ${report}`,
      { "package.json": version99, "index.mjs": "await 0; export class OpenAI { ask() { return 'answer'; } }" },
    );
    const { stdout } = await run(application, ["main.mjs"]);
    expect(JSON.parse(stdout)).toMatchObject({ version: "99.0.0", reason: "none of its methods were found" });
  });
});

// Contract 7
describe("the report", () => {
  it("prints as a table", async () => {
    const application = createApplication(
      'import { autopatch } from "@trace/autopatch"; autopatch(); console.log(String(autopatch.report()));',
      {},
    );
    const { stdout } = await run(application, ["main.mjs"]);
    expect(
      stdout
        .replace(/ +\d\.\d +/g, " 0.0 ")
        .split("\n")
        .slice(0, 3),
    ).toEqual([
      "provider   version  copy  status  how  ms   where, why",
      `openai                    absent 0.0 not found from ${application.folder}`,
      `anthropic                 absent 0.0 not found from ${application.folder}`,
    ]);
  });
});
