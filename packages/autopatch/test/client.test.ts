import { nodeBinaries } from "@trace/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, installed } from "./application.js";
import { startWorld, type World } from "./world.js";

const node = nodeBinaries()[24] ?? process.execPath;
const register = ["--import", "@trace/autopatch/register"];
let world: World;
let application: Application;

beforeAll(async () => {
  world = await startWorld();
  application = new Application()
    .install()
    .link({ "node_modules/openai": installed.openai })
    .write({ "package.json": { dependencies: { openai: "7" } }, ".env": `TRACE_ENDPOINT=${world.url}` });
});

afterAll(() => {
  world.close();
  application.remove();
});

async function run(program: string, flags: string[], environment: Record<string, string>) {
  application.write({ "main.mjs": program });
  const finished = await application.run(node, [...flags, "main.mjs"], { WORLD: world.url, ...environment });
  return { ...finished, lines: finished.stderr.split("\n").filter(Boolean), spans: world.takeSpans() };
}

const call = (model: string) =>
  `await new OpenAI({ apiKey: "key", baseURL: process.env.WORLD }).chat.completions.create({ model: "${model}", messages: [] });`;

describe("the client that autopatch makes from the environment", () => {
  it("is made when the preloaded program's first span needs it, after the program has read its own settings", async () => {
    const { spans, lines } = await run(
      `import OpenAI from "openai"; import { getClient } from "@trace/core"; process.loadEnvFile(".env"); ${call("late")}`,
      register,
      {},
    );
    expect(lines).toEqual([]);
    expect(spans).toEqual(["chat late"]);
  });

  it("gives way to an init() of the program's own, wherever that comes, and what was recorded before arrives", async () => {
    const { spans, lines } = await run(
      `import OpenAI from "openai"; import { init } from "@trace/core"; import { autopatch } from "@trace/autopatch";
       autopatch(); ${call("before")}
       init({ endpoint: process.env.WORLD, serviceName: "explicit" }); ${call("between")}
       autopatch(); ${call("after")}`,
      [],
      { TRACE_ENDPOINT: world.url },
    );
    expect(lines).toEqual([]);
    expect(spans).toEqual(["chat after", "chat before", "chat between"]);
  });

  it("is not made at all when the program makes its own first", async () => {
    const { stdout } = await run(
      `import { createClient, getClient, init } from "@trace/core"; import { autopatch } from "@trace/autopatch";
       const own = init({ endpoint: process.env.WORLD }); autopatch(); console.log(getClient() === own);`,
      register,
      {},
    );
    expect(stdout).toBe("true\n");
  });

  it("is one for the whole process, whoever asks first", async () => {
    const { stdout } = await run(
      `import { getClient } from "@trace/core"; import { autopatch } from "@trace/autopatch";
       const first = getClient(); autopatch(); console.log(first !== undefined && getClient() === first);`,
      register,
      { TRACE_ENDPOINT: world.url },
    );
    expect(stdout).toBe("true\n");
  });
});

describe("a wrong variable", () => {
  const environment = { TRACE_SAMPLE_RATE: "often" };

  it("makes autopatch() throw, and name it", async () => {
    const { stdout } = await run(
      `import { autopatch } from "@trace/autopatch"; try { autopatch(); } catch (error) { console.log(error.name, error.message); }`,
      [],
      environment,
    );
    expect(stdout).toMatch(/^TraceError .*(sampleRate|TRACE_SAMPLE_RATE)/);
  });

  // Contract 10
  it("leaves a preloaded program as it was, and is said once", async () => {
    const { code, lines, stdout, spans } = await run(
      `import OpenAI from "openai"; ${call("one")} ${call("two")} console.log("done");`,
      register,
      environment,
    );
    expect(code).toBe(0);
    expect(stdout).toBe("done\n");
    expect(spans).toEqual([]);
    expect(lines.filter((line) => line.startsWith("trace: "))).toHaveLength(1);
    expect(lines[0]).toMatch(/SAMPLE_RATE|sampleRate/);
  });
});
