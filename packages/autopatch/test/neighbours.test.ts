import { nodeBinaries } from "@trace/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, installed } from "./application.js";
import { startWorld, type World } from "./world.js";

const register = ["--import", "@trace/autopatch/register"];
const binaries = Object.entries(nodeBinaries()).filter(([major]) => major !== "20");
let world: World;
let application: Application;

beforeAll(async () => {
  world = await startWorld();
  application = new Application()
    .install()
    .link({
      "node_modules/openai": installed.openai,
      "node_modules/@anthropic-ai/sdk": installed["@anthropic-ai/sdk"],
      "node_modules/@opentelemetry/api": installed["@opentelemetry/api"],
    })
    .write({ "package.json": { dependencies: { openai: "7", "@anthropic-ai/sdk": "1" } }, ...programs });
});

afterAll(() => {
  world.close();
  application.remove();
});

async function run(node: string, args: string[], environment: Record<string, string> = {}) {
  const finished = await application.run(node, args, { WORLD: world.url, TRACE_ENDPOINT: world.url, ...environment });
  return { ...finished, spans: world.takeSpans() };
}

const programs = {
  "call.mjs": `
    import OpenAI from "openai";
    import { createRequire } from "node:module";
    const messages = [{ role: "user", content: "Hi" }];
    for (const [model, Client] of Object.entries({ esm: OpenAI, cjs: createRequire(import.meta.url)("openai") }))
      await new Client({ apiKey: "key", baseURL: process.env.WORLD }).chat.completions.create({ model, messages });`,
  // A synchronous hook that changes sources, as bundlers' and coverage tools' do.
  "their-hooks.mjs": `
    import module from "node:module";
    globalThis.theirs = [];
    module.registerHooks({
      load(url, context, next) {
        const loaded = next(url, context);
        if (!/\\/openai\\/client\\.m?js$/.test(url)) return loaded;
        return { ...loaded, source: String(typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source)) + "\\n;globalThis.theirs.push(OpenAI.name);" };
      },
    });
    process.on("exit", () => console.log(globalThis.theirs.join()));`,
  // An asynchronous hook, as OpenTelemetry's loader is: every module is served under another address by a wrapper.
  "their-loader.mjs": `
    import { register } from "node:module";
    register("./their-wrapper.mjs", import.meta.url);`,
  "their-wrapper.mjs": `
    export async function resolve(specifier, context, next) {
      const resolved = await next(specifier, context);
      if (!/\\/openai\\/client\\.mjs$/.test(resolved.url) || context.parentURL?.endsWith("?wrapped")) return resolved;
      return { ...resolved, url: resolved.url + "?wrapped", shortCircuit: true };
    }
    export async function load(url, context, next) {
      if (!url.endsWith("?wrapped")) return next(url, context);
      const source = "export * from " + JSON.stringify(url.replace("?wrapped", "")) + "; console.log('wrapped');";
      return { format: "module", source, shortCircuit: true };
    }`,
  "globals.mjs": `
    import Module, { createRequire } from "node:module";
    import * as api from "@opentelemetry/api";
    const provider = { getTracer: () => ({}) };
    if (process.argv[2] === "with-provider") api.trace.setGlobalTracerProvider(provider);
    const look = () => ({
      telemetry: globalThis[Symbol.for("opentelemetry.js.api.1")],
      loading: [Module._load, Module._resolveFilename, Module.prototype._compile, Module.prototype.require, ...Object.values(Module._extensions)],
      functions: [fetch, Promise.prototype.then, queueMicrotask, setTimeout, process.emit, process.exit, console.log, JSON.stringify],
    });
    const before = look();
    if (process.argv[3] === "traced") (await import("@trace/autopatch")).autopatch();
    await import("openai");
    createRequire(import.meta.url)("openai");
    await import("@anthropic-ai/sdk");
    const after = look();
    for (const key of ["loading", "functions"]) console.log(key, before[key].every((one, at) => one === after[key][at]));
    console.log("telemetry", before.telemetry === after.telemetry, api.trace.getTracerProvider().getDelegate?.() === provider);
    console.log("globals", [...Object.getOwnPropertyNames(globalThis), ...Object.getOwnPropertySymbols(globalThis).map(String)].join());`,
  "stack.mjs": `
    import OpenAI from "openai";
    import { createRequire } from "node:module";
    for (const Client of [OpenAI, createRequire(import.meta.url)("openai")])
      try { new Client({ apiKey: undefined, adminAPIKey: null, baseURL: 1 }).buildURL(Symbol("x")); } catch (error) { console.log(error.stack); }`,
};

// Contract 41
describe.each(binaries)("on Node %s", (_, node) => {
  it.each([
    ["before", ["--import", "./their-hooks.mjs", ...register]],
    ["after", [...register, "--import", "./their-hooks.mjs"]],
  ])("hooks of others that are registered %s ours keep working, and so do ours", async (_order, flags) => {
    const { stdout, stderr, spans } = await run(node, [...flags, "call.mjs"]);
    expect(stderr).toBe("");
    expect(stdout.trim()).toBe("OpenAI,OpenAI");
    expect(spans).toEqual(["chat cjs", "chat esm"]);
  });

  it.each([
    ["before", ["--import", "./their-loader.mjs", ...register]],
    ["after", [...register, "--import", "./their-loader.mjs"]],
  ])(
    "loaders of others that are registered %s ours and wrap modules keep working, and so do ours",
    async (_order, flags) => {
      const { stdout, spans } = await run(node, [...flags, "call.mjs"]);
      expect(stdout.trim()).toBe("wrapped");
      expect(spans).toEqual(["chat cjs", "chat esm"]);
    },
  );

  it.each([["without-provider"], ["with-provider"]])(
    "no global, no loader function and no telemetry of others changes (%s)",
    async (provider) => {
      const native = await run(node, ["globals.mjs", provider, "native"]);
      const { stdout, stderr } = await run(node, ["globals.mjs", provider, "traced"]);
      expect(stderr).toBe("");
      expect(stdout).toContain(`loading true\nfunctions true\ntelemetry true ${provider === "with-provider"}\n`);
      expect(stdout).toContain("Symbol(trace.state.1)");
      expect(stdout.replace(",Symbol(trace.state.1)", "")).toBe(native.stdout);
    },
  );

  it.each([[[]], [["--enable-source-maps"]]])(
    "stack traces through the SDK are the same with and without us (flags: %j)",
    async (flags) => {
      const native = await run(node, [...flags, "stack.mjs"]);
      const traced = await run(node, [...flags, ...register, "stack.mjs"]);
      expect(native.stdout).toMatch(/openai[\s\S]*client\.m?[jt]s:\d+:\d+/);
      expect(traced.stdout).toBe(native.stdout);
    },
  );
});
