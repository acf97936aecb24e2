import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TraceDetail, TraceList } from "@trace/server";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), "trace-quickstart-"));

let server: ChildProcess;
let url: string;

beforeAll(async () => {
  const command = join(root, "packages/server/dist/cli.js");
  server = spawn(process.execPath, [command, "serve", "--port", "auto", "--data", dataDir]);
  url = await new Promise((resolve) => {
    server.stdout!.on("data", (line: Buffer) => {
      const found = String(line).match(/listening on (\S+)/)?.[1];
      if (found) resolve(found);
    });
  });
});

afterAll(async () => {
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill();
  await gone;
  rmSync(dataDir, { recursive: true, force: true });
});

it.each(["quickstart/start.mjs", "quickstart-cjs/start.cjs"])(
  "%s leaves the trace of its call on the server",
  async (file) => {
    const before = new Set((await traces()).items.map(({ traceId }) => traceId));
    const { OPENAI_API_KEY, ANTHROPIC_API_KEY, ...environment } = process.env;
    const env = { ...environment, TRACE_ENDPOINT: url };
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, "examples", file)], { env });
    expect(stdout).toContain("OPENAI_API_KEY is not set: the answer is replayed.");
    expect(stdout).toContain("A trace is the story of one request");

    const trace = (await traces()).items.find(({ traceId }) => !before.has(traceId))!;
    const { spans } = await read<TraceDetail>(`/api/v1/traces/${trace.traceId}`);
    expect(spans).toMatchObject([
      {
        name: "chat gpt-5.4-nano",
        status: "ok",
        responseModel: "gpt-5.4-nano-2026-03-17",
        usage: { inputTokens: 18, outputTokens: 27 },
      },
    ]);
    expect(spans[0]!.cost!.usd).toBeCloseTo((18 * 0.2 + 27 * 1.25) / 1e6, 12);
  },
);

const traces = () => read<TraceList>("/api/v1/traces");

async function read<T>(path: string): Promise<T> {
  return (await (await fetch(url + path)).json()) as T;
}
