import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@trace/core";
import { startCollector } from "./collector.ts";
import type { Row } from "./table.ts";

const CALLS = 100_000;

/** A receiver that is away for 100,000 generations: memory, the count of what was lost, and none with the spool. */
export async function benchOutage(): Promise<Row[]> {
  const without = await outage(undefined);
  const folder = mkdtempSync(join(tmpdir(), "trace-bench-"));
  const spooled = await outage(folder);
  rmSync(folder, { recursive: true });
  return [
    { what: "receiver down, 100,000 calls: heap growth", measured: without.heap, unit: "MB", bar: 100 },
    { what: "receiver down: spans neither kept nor counted", measured: without.unaccounted, unit: "spans", bar: 0 },
    { what: "receiver down, spool on: heap growth", measured: spooled.heap, unit: "MB", bar: 100 },
    {
      what: "receiver down, spool on: spans lost",
      measured: spooled.dropped + spooled.unaccounted,
      unit: "spans",
      bar: 0,
    },
  ];
}

async function outage(spool: string | undefined) {
  const port = await freePort();
  const client = createClient({ endpoint: `http://127.0.0.1:${port}`, spool, timeout: 120_000, logLevel: "silent" });
  const heapBefore = heap();
  for (let call = 0; call < CALLS; call++) {
    record(client, call);
    if (call % 1000 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const growth = (heap() - heapBefore) / 1e6;
  const collector = await startCollector(port);
  const { accepted, dropped } = await client.flush();
  collector.stop();
  return { heap: growth, dropped, unaccounted: CALLS - accepted - dropped };
}

function record(client: ReturnType<typeof createClient>, call: number): void {
  client.generation("chat", { model: "gpt-4.1-mini", usage: { inputTokens: 250, outputTokens: 20 } }, (generation) => {
    generation.input = [{ role: "user", content: `question ${call} ${"x".repeat(1000)}` }];
    generation.output = "answer";
  });
}

function heap(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
