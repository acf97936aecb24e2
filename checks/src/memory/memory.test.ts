import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MEGABYTE = 2 ** 20;
let collector: Server;
let sent = 0;

beforeAll(async () => {
  collector = createServer((request, response) => {
    request.on("data", ({ length }: Buffer) => {
      sent += length;
    });
    request.on("end", () => response.writeHead(200, { "content-type": "application/x-protobuf" }).end());
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void collector.close());

/** Bytes of the collected heap after each round of calls. */
async function heaps(provider: string, kind: string, rounds: number, calls: number): Promise<number[]> {
  sent = 0;
  const program = join(import.meta.dirname, "program.mjs");
  const args = ["--expose-gc", program, provider, kind, String(rounds), String(calls)];
  const { port } = collector.address() as AddressInfo;
  const env = { PATH: process.env.PATH, TRACE_ENDPOINT: `http://127.0.0.1:${port}` };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return stdout.trim().split("\n").map(Number);
}

describe.each(["openai", "anthropic"])("the heap, under calls of %s", (provider) => {
  // Contract 39
  it("has no slope: 48,000 calls leave nothing behind", async () => {
    const calls = 4_000;
    const after = await heaps(provider, "text", 12, calls);
    expect(sent).toBeGreaterThan(48_000 * 100);
    // The first rounds fill caches and compile. An object in a list or a map that every call leaves takes more than this;
    // the bare SDK's heap goes up and down by half of it.
    expect(slope(after.slice(4)) / calls).toBeLessThan(24);
  }, 120_000);

  // Contract 34
  it("returns to its baseline after pictures of 10 MB, whose bytes are not sent", async () => {
    const after = await heaps(provider, "image", 4, 3);
    expect(after).toHaveLength(4);
    expect(Math.max(...after) - Math.min(...after)).toBeLessThan(3 * MEGABYTE);
    // The program itself holds one picture.
    expect(Math.max(...after)).toBeLessThan(40 * MEGABYTE);
    expect(sent).toBeGreaterThan(500);
    expect(sent).toBeLessThan(MEGABYTE);
  }, 60_000);
});

/** Least squares: bytes per round. */
function slope(values: number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const above = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  const below = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return above / below;
}
