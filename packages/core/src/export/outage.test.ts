import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createClient } from "../index.js";
import { Collector } from "./test-collector.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trace-outage-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// Contract 35
it("loses no span while the collector is down, though ten times more end than the queue may hold, with the spool", async () => {
  let collector = await Collector.start();
  const { url } = collector;
  await collector.stop();

  const options = { endpoint: url, spool: folder, maxQueueSize: 1_000, flushInterval: 50, logLevel: "silent" } as const;
  const client = createClient({ ...options, timeout: 1_000 });
  client.span("first", () => {});
  expect(await client.flush()).toEqual({ accepted: 0, pending: 1, dropped: 0 });
  for (let burst = 0; burst < 20; burst++) {
    for (let index = 0; index < 500; index++) client.span(`span ${burst}-${index}`, () => {});
    await sleep(30);
  }
  expect(await client.flush()).toEqual({ accepted: 0, pending: 10_001, dropped: 0 });

  collector = await Collector.start(Number(new URL(url).port));
  const deadline = Date.now() + 20_000;
  while ((await client.flush()).pending > 0 && Date.now() < deadline) await sleep(50);
  expect(await client.shutdown()).toEqual({ accepted: 10_001, pending: 0, dropped: 0 });
  expect(new Set(collector.spans.map(({ name }) => name)).size).toBe(10_001);
  expect(readdirSync(folder)).toEqual([]);
  await collector.stop();
}, 30_000);
