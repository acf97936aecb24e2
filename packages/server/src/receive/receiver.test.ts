import { createServer, request as httpRequest } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { describe, expect, it } from "vitest";
import { origin, spanIdOf, traceIdOf } from "../../test/otlp.js";
import { afterTest, api, testServer } from "../../test/server.js";
import type { SpanDetail, TraceDetail, TraceList } from "../api/types.js";
import type { Backend } from "../backend.js";
import type { TraceServer } from "../server.js";
import { receiveTraces } from "./receiver.js";

// Its ESM build names files without extensions, which Node does not find.
const { ROOT_CONTEXT, SpanStatusCode, trace } = createRequire(import.meta.url)(
  "@opentelemetry/api",
) as typeof import("@opentelemetry/api");

const nano = (milliseconds: number) => `${BigInt(origin + milliseconds) * 1_000_000n}`;
const span = (more: object = {}) => ({
  traceId: traceIdOf(),
  spanId: spanIdOf("a"),
  name: "work",
  startTimeUnixNano: nano(0),
  endTimeUnixNano: nano(10),
  ...more,
});
const body = (...spans: object[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const post = (server: TraceServer, content: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/v1/traces`, {
    method: "POST",
    body: content as RequestInit["body"],
    headers: { "content-type": "application/json", ...headers },
  });

describe("spans from the official exporters", () => {
  const tell = async (exporter: JsonExporter | ProtobufExporter) => {
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    const tracer = provider.getTracer("scope", "1.2");
    const root = tracer.startSpan("root", {
      startTime: origin,
      attributes: { "service.kind": "x", list: ["a", "b"], count: -5, ratio: 0.5, yes: true },
    });
    const child = tracer.startSpan("child", { startTime: origin + 1 }, trace.setSpan(ROOT_CONTEXT, root));
    child.addEvent("note", { key: "value" }, origin + 2);
    child.recordException(
      Object.assign(new TypeError("broken"), { stack: "TypeError: broken\n  at here" }),
      origin + 3,
    );
    child.setStatus({ code: SpanStatusCode.ERROR, message: "it broke" });
    child.addLink({ context: { traceId: traceIdOf("9"), spanId: spanIdOf("9"), traceFlags: 1 } });
    child.end(origin + 4.25);
    root.setStatus({ code: SpanStatusCode.OK });
    root.end(origin + 5);
    await provider.forceFlush();
    await provider.shutdown();
  };

  it.each([
    ["protobuf", (url: string) => new ProtobufExporter({ url })],
    ["gzipped protobuf", (url: string) => new ProtobufExporter({ url, compression: "gzip" as never })],
    ["JSON", (url: string) => new JsonExporter({ url })],
  ])("arrive whole as %s", async (_, exporterTo) => {
    const server = await testServer();
    await tell(exporterTo(`${server.url}/v1/traces`));
    const { items } = await api<TraceList>(server, "/traces");
    expect(items).toMatchObject([{ name: "root", status: "ok", spanCount: 2, errorCount: 1, duration: 5 }]);
    const { spans } = await api<TraceDetail>(server, `/traces/${items[0]!.traceId}`);
    expect(spans).toMatchObject([
      { name: "root", startTime: origin, endTime: origin + 5 },
      {
        name: "child",
        parentId: spans[0]!.spanId,
        status: "error",
        duration: 3.25,
        error: { type: "TypeError", message: "it broke" },
      },
    ]);
    const read = (i: number) => api<SpanDetail>(server, `/traces/${items[0]!.traceId}/spans/${spans[i]!.spanId}`);
    expect((await read(0)).attributes).toEqual({
      "service.kind": "x",
      list: ["a", "b"],
      count: -5,
      ratio: 0.5,
      yes: true,
    });
    expect(await read(1)).toMatchObject({
      errorStack: "TypeError: broken\n  at here",
      events: [{ name: "note", time: origin + 2, attributes: { key: "value" } }],
      links: [{ traceId: traceIdOf("9"), spanId: spanIdOf("9") }],
      scope: { name: "scope", version: "1.2" },
    });
  });
});

describe("a request", () => {
  it.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
    ["identity", (text: Buffer) => text],
  ])("may be compressed with %s", async (encoding, compress) => {
    const server = await testServer();
    const response = await post(server, compress(Buffer.from(body(span()))), { "content-encoding": encoding });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({});
    expect((await api<TraceList>(server, "/traces")).items).toHaveLength(1);
  });

  it("is answered by a server that makes itself known", async () => {
    const server = await testServer();
    for (const content of ["", "{}", body(span())]) {
      const { status, headers } = await post(server, content);
      expect(status).toBe(200);
      expect(headers.get("x-trace-server")).toBe("1");
      expect(headers.get("x-trace-config-version")).toBe("0");
      expect(headers.get("x-trace-encodings")).toBe("zstd, gzip");
    }
  });

  it("keeps its good spans and says which were bad", async () => {
    const server = await testServer();
    const response = await post(
      server,
      body(span(), span({ spanId: "00" }), span({ spanId: spanIdOf("b"), traceId: "0".repeat(32) })),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      partialSuccess: { rejectedSpans: "2", errorMessage: expect.stringContaining("span id") },
    });
    expect((await api<TraceList>(server, "/traces")).items).toMatchObject([{ spanCount: 1 }]);
  });

  it("says so in protobuf, too", async () => {
    const server = await testServer();
    const memory = new InMemorySpanExporter();
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: memory })] });
    provider.getTracer("t").startSpan("s", { startTime: origin }).end(origin);
    const [finished] = memory.getFinishedSpans();
    const faulty = { ...finished!, spanContext: () => ({ ...finished!.spanContext(), spanId: "00" }) };
    const response = await post(server, ProtobufTraceSerializer.serializeRequest([faulty as never])!, {
      "content-type": "application/x-protobuf",
    });
    expect(response.headers.get("content-type")).toBe("application/x-protobuf");
    const answer = ProtobufTraceSerializer.deserializeResponse(new Uint8Array(await response.arrayBuffer()));
    expect(answer.partialSuccess).toMatchObject({
      rejectedSpans: expect.anything(),
      errorMessage: expect.stringContaining("span id"),
    });
    expect(Number(answer.partialSuccess!.rejectedSpans)).toBe(1);
  });

  it.each<[string, number, number, string | Uint8Array, Record<string, string>]>([
    ["is not JSON", 400, 3, "{broken", {}],
    ["has a list where an object belongs", 400, 3, '{"resourceSpans":[[]]}', {}],
    ["is not valid gzip", 400, 3, "plain", { "content-encoding": "gzip" }],
    ["has an unknown encoding", 415, 3, "{}", { "content-encoding": "br" }],
    ["has an unknown type", 415, 3, "{}", { "content-type": "text/plain" }],
    ["is larger than 20 MiB", 413, 8, Buffer.alloc(20 * 1024 * 1024 + 1, 32), {}],
    [
      "is larger than 20 MiB when decompressed",
      413,
      8,
      gzipSync(Buffer.alloc(21 * 1024 * 1024)),
      { "content-encoding": "gzip" },
    ],
    [
      "is larger than 20 MiB when decompressed from zstd",
      413,
      8,
      zstdCompressSync(Buffer.alloc(21 * 1024 * 1024)),
      { "content-encoding": "zstd" },
    ],
  ])("that %s is refused with %i and a status", async (_, status, code, content, headers) => {
    const server = await testServer();
    const response = await post(server, content, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get("x-trace-server")).toBe("1");
    expect(await response.json()).toEqual({ code, message: expect.stringMatching(/\w+/) });
  });

  it("in broken protobuf is refused in protobuf", async () => {
    const server = await testServer();
    const response = await post(server, Uint8Array.of(0x0a, 0x7f, 1), { "content-type": "application/x-protobuf" });
    expect(response.status).toBe(400);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0x08, 3, 0x12]);
    expect(bytes.toString()).toContain("longer than the message");
  });

  it("without a length is cut off at 20 MiB", async () => {
    const server = await testServer();
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(
        `${server.url}/v1/traces`,
        { method: "POST", headers: { "content-type": "application/json" } },
        (response) => {
          resolve(response.statusCode);
          request.destroy();
        },
      );
      request.on("error", reject);
      const piece = Buffer.alloc(1024 * 1024, 32);
      let sent = 0;
      const more = () => {
        while (sent++ < 64 && !request.destroyed) if (!request.write(piece)) return void request.once("drain", more);
      };
      more();
    });
    expect(status).toBe(413);
  });

  it("that is no POST is refused with 405", async () => {
    const server = await testServer();
    expect((await fetch(`${server.url}/v1/traces`)).status).toBe(405);
  });

  it("for metrics or logs is refused with what is taken instead", async () => {
    const server = await testServer();
    const response = await fetch(`${server.url}/v1/logs`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining("/v1/traces") });
  });
});

it.each([
  ["too much waits already", { busy: true }],
  ["the storage fails", { busy: false, ingest: () => Promise.reject(new Error("disk full")) }],
])("asks the sender to come back later when %s", async (_, backend) => {
  const server = createServer((request, response) => receiveTraces(backend as Backend, 1, request, response)).listen(0);
  afterTest(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    body: body(span()),
    headers: { "content-type": "application/json" },
  });
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await response.json()).toMatchObject({ code: 14 });
});
