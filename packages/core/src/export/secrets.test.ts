import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Client, consoleExporter, createClient, type Options, otlpExporter } from "../index.js";
import { Collector } from "./test-collector.js";

const secrets = ["hunter2", "sk-proj-a1B2c3D4e5F6g7H8i9", "tr_0123456789abcdef", "dXNlcjpwYXNz", "4111 1111 1111 1111"];
const [password, providerKey, apiKey, basic, card] = secrets;
const headers = { "x-tenant-authorization": `Basic ${basic}` };

let folder: string;
let collector: Collector;
let lines: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "trace-secrets-"));
  collector = await Collector.start();
  lines = [];
});
afterEach(async () => {
  await collector.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Says every secret wherever a span has words, and sends it. */
async function work(options: Options): Promise<void> {
  const log = (line: string) => void lines.push(line);
  const logger = { debug: log, info: log, warn: log, error: log };
  const client = createClient({ apiKey, headers, debug: true, logger, timeout: 500, ...options });
  const said = `visible ${providerKey} ${card}`;
  const input = { password, Authorization: `Basic ${basic}`, arguments: JSON.stringify({ api_key: apiKey, said }) };
  expect(() => fail(client, said, input)).toThrow();
  client.score({ traceId: "a".repeat(32), name: "visible", value: said, comment: said });
  await client.flush();
}

function fail(client: Client, said: string, input: Record<string, unknown>): void {
  client.span(`visible ${providerKey}`, { input, tags: [said], metadata: input }, (open) => {
    open.output = [input, said];
    open.event(said, input);
    throw Object.assign(new Error(said), { cause: new Error(said) });
  });
}

function expectNone(text: string): void {
  expect(text).toContain("visible");
  for (const secret of secrets) expect(text).not.toContain(secret);
}

// Contract 43
describe("no secret is", () => {
  it("on the wire, whose own key is only in its header", async () => {
    await work({ endpoint: collector.url });
    const [request] = collector.received;
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${apiKey}`, ...headers });
    expectNone(collector.received.map(({ body }) => body.toString("latin1")).join());
    expectNone(JSON.stringify(collector.spans));
  });

  it("in JSON on the wire", async () => {
    await work({ exporters: [otlpExporter({ url: `${collector.url}/v1/traces`, json: true })] });
    expectNone(collector.received.map(({ body }) => String(body)).join());
  });

  it("in the spool", async () => {
    await work({ endpoint: "http://127.0.0.1:9", spool: folder });
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expectNone(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1")).join());
  });

  it("in what the console exporter writes", async () => {
    await work({ exporters: [consoleExporter({ write: (line) => lines.push(line) })] });
    expectNone(lines.join());
  });

  it.each(["answers", "refuses", "is away"])("in the debug log, when the collector %s", async (how) => {
    if (how === "refuses") collector.answer = ({ headers }) => ({ status: 401, body: JSON.stringify(headers) });
    await work({ endpoint: how === "is away" ? "http://127.0.0.1:9" : collector.url });
    expect(lines.length).toBeGreaterThan(0);
    expectNone(`visible ${lines.join()}`);
  });
});
