import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { nodeBinaries } from "@trace/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "./world.js";

const programs = join(import.meta.dirname, "programs");
const register = ["--import", "@trace/autopatch/register"];
const node = nodeBinaries()["24"] ?? process.execPath;
const ours = ["chat cjs", "chat cjs", "chat esm", "chat esm", "chat fails", "chat fails"];
let providers: World;
let collector: World;

beforeAll(async () => {
  providers = await startWorld();
  collector = await startWorld();
});
afterAll(() => {
  providers.close();
  collector.close();
});

async function run(flags: string[], traced: boolean) {
  const env = {
    PATH: process.env.PATH,
    WORLD: providers.url,
    ...(traced && { TRACED: "1", TRACE_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" }),
  };
  const { stdout, stderr } = await promisify(execFile)(node, [...flags, "calls.mjs"], { cwd: programs, env });
  return { said: JSON.parse(stdout) as { results: unknown[]; seen: object }, stderr, spans: collector.takeSpans() };
}

// Contract 41
describe.each([
  ["OpenTelemetry", "opentelemetry.mjs", /"name":"GET"[\s\S]*"name":"esm"/],
  ["Sentry", "sentry.mjs", /"name":"esm"[\s\S]*gen_ai/],
  ["Datadog", "datadog.mjs", /openai\.request[\s\S]*http\.request/],
])("beside %s", (_, file, theirs) => {
  const neighbour = ["--import", `./${file}`];

  it.each([
    ["after", [...neighbour, ...register]],
    ["before", [...register, ...neighbour]],
  ])(
    "nothing of theirs changes, and our spans are all there (registered %s it)",
    async (_order, flags) => {
      const native = await run(neighbour, false);
      expect(JSON.stringify(native.said.seen)).toMatch(theirs);
      const traced = await run(flags, true);
      expect(traced.said).toEqual(native.said);
      expect(traced.stderr).toBe(native.stderr);
      expect([native.spans, traced.spans]).toEqual([[], ours]);
    },
    60_000,
  );
});
