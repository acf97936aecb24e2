import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runTrace } from "../test/process.js";
import { afterTest, temporaryFolder } from "../test/server.js";
import type { TraceDetail, TraceList } from "./api/types.js";
import { version } from "./version.js";

const packageFolder = resolve(import.meta.dirname, "..");
const description = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
const bin = join(packageFolder, "bin/trace.js");

const address = /listening on (http:\/\/\S+)/;
const otlp = (traceId: string, count: number) =>
  JSON.stringify({
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: Array.from({ length: count }, (_, i) => ({
              traceId,
              spanId: (i + 1).toString(16).padStart(16, "0"),
              name: "work",
              startTimeUnixNano: "1795222800000000000",
              endTimeUnixNano: "1795222800100000000",
              attributes: [
                { key: "trace.input", value: { stringValue: JSON.stringify(`input ${i} ${"x".repeat(500)}`) } },
              ],
            })),
          },
        ],
      },
    ],
  });

const send = (url: string, body: string) =>
  fetch(`${url}/v1/traces`, { method: "POST", body, headers: { "content-type": "application/json" } });

describe("trace serve", () => {
  it("says where it listens and where its data is, and stops on SIGTERM with status 0", async () => {
    const folder = temporaryFolder();
    const command = runTrace("serve", "--port", "0", "--data", folder);
    const [, url] = await command.prints(address);
    await command.prints(new RegExp(`data in ${folder}/trace.db`));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    command.process.kill("SIGTERM");
    expect(await command.exited).toBe(0);
    expect(command.output()).not.toMatch(/warning/i);
  });

  it("loses nothing that it acknowledged when it is killed in the middle of ingest", { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const first = runTrace("serve", "--port", "0", "--data", folder);
    const [, url] = await first.prints(address);
    const acknowledged = new Set<string>();
    let sent = 0;
    const sender = async () => {
      for (;;) {
        const traceId = (++sent).toString(16).padStart(32, "f");
        const response = await send(url!, otlp(traceId, 50)).catch(() => undefined);
        if (response === undefined) return;
        if (response.ok) acknowledged.add(traceId);
      }
    };
    const senders = [sender(), sender(), sender(), sender()];
    while (acknowledged.size < 60) await new Promise((resolve) => setTimeout(resolve, 5));
    first.process.kill("SIGKILL");
    await Promise.all(senders);
    const second = runTrace("serve", "--port", "0", "--data", folder);
    const [, again] = await second.prints(address);
    for (const traceId of acknowledged) {
      const response = await fetch(`${again}/api/v1/traces/${traceId}`);
      expect(response.status, traceId).toBe(200);
      const { spans, trace } = (await response.json()) as TraceDetail;
      expect(spans).toHaveLength(50);
      expect(trace.spanCount).toBe(50);
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(60);
    // What was written is also found by its words: the index goes on where it was.
    const found = async () =>
      ((await (await fetch(`${again}/api/v1/traces?text=input`)).json()) as TraceList).items.length;
    await expect.poll(found, { timeout: 30_000 }).toBeGreaterThan(0);
  });

  it("names the port that is busy, and takes another one when told so", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    afterTest(() => blocker.close());
    await new Promise((resolve) => blocker.once("listening", resolve));
    const { port } = blocker.address() as { port: number };
    const refused = runTrace("serve", "--port", String(port), "--data", temporaryFolder());
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain(`port ${port} is in use; choose another with --port, or --port auto`);
  });

  it("does not start for other machines without a key, and does with one", async () => {
    const folder = temporaryFolder();
    const refused = runTrace("serve", "--host", "0.0.0.0", "--port", "0", "--data", folder);
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain(`run "trace keys create --data ${folder}"`);
    const create = runTrace("keys", "create", "--data", folder);
    expect(await create.exited).toBe(0);
    const [key] = await create.prints(/tr_\w{32}/);
    const served = runTrace("serve", "--host", "0.0.0.0", "--port", "0", "--data", folder);
    const [, url] = await served.prints(address);
    const local = url!.replace("0.0.0.0", "127.0.0.1");
    expect((await fetch(`${local}/api/v1/traces`)).status).toBe(401);
    expect((await fetch(`${local}/api/v1/traces`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
  });

  it.each([
    [["serve", "--port", "many"], /--port must be a number.*"many"/],
    [["serve", "--colour"], /no option --colour; serve takes --port, --host, --data, --no-ui/],
    [["serve", "4318"], /"4318" is not understood; serve takes --port/],
    [["serve", "--port"], /'--port <value>' argument missing/],
    [["keys", "create", "--colour", "red"], /no option --colour; keys create takes --name, --project, --data/],
    [["destroy"], /no command "destroy"/],
    [["keys"], /no command "keys", there is "keys create"/],
    [["keys", "--data", "x"], /no command "keys", there is "keys create"/],
    [[], /what should be done.*trace serve/s],
  ])("explains what is wrong with %j", async (args, reason) => {
    const command = runTrace(...args);
    expect(await command.exited).toBe(1);
    expect(command.output()).toMatch(reason);
  });
});

describe("trace", () => {
  it.each([
    [["--help"], /^trace serve .*--port.*trace keys create .*--project/s],
    [["-h"], /trace keys create/],
    [["help"], /trace keys create/],
    [["serve", "--help"], /^trace serve \[options\].*--no-ui(?!.*keys create)/s],
    [["keys", "create", "-h"], /^trace keys create(?!.*serve)/s],
    [["--version"], new RegExp(`^${version}\n$`)],
  ])("answers %j with what was asked for", async (args, answer) => {
    const command = runTrace(...args);
    expect(await command.exited).toBe(0);
    expect(command.output()).toMatch(answer);
  });

  it("says to an older Node which one it needs, before it loads anything", () => {
    const older = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "22.15.0" } })';
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--import", `data:text/javascript,${encodeURIComponent(older)}`, bin, "serve"],
      { encoding: "utf8" },
    );
    expect(stderr).toBe("trace: the server needs Node 24 or newer, this is 22.15.0\n");
    expect(status).toBe(1);
  });

  it("is linked from a file that is there before anything is built", () => {
    expect(resolve(packageFolder, description.bin.trace)).toBe(bin);
    expect(description.files).toContain("bin");
    expect(readFileSync(bin, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(bin).mode & 0o111).toBe(0o111);
  });
});
