import { expect, it } from "vitest";
import type { HttpRequest } from "../runtime/http.js";
import { finished } from "./finished.js";
import { OtlpExporter } from "./otlp.js";
import { type OtlpOptions, otlpExporter } from "./target.js";
import { untraced } from "./untraced.js";

function exporterTo(url: string, headers: Record<string, string> = {}, options: Partial<OtlpOptions> = {}) {
  const requests: HttpRequest[] = [];
  const exporter = new OtlpExporter({ url, ...options }, async (request) => {
    requests.push(request);
    return { status: 200, header: (name) => headers[name], body: new Uint8Array() };
  });
  return { exporter, requests };
}

const span = finished({
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  parentId: undefined,
  name: "x",
  type: "span",
  kind: "internal",
  startTime: 1,
  endTime: 2,
  status: "ok",
  level: "DEFAULT",
  error: undefined,
  usage: undefined,
  cost: undefined,
  attributes: { "trace.input": "words ".repeat(1000) },
  events: [],
  links: [],
});
const batch = { spans: [span], scores: [], resource: {} };

it("compresses nothing on the way to the same machine", async () => {
  for (const host of ["127.0.0.1", "localhost", "[::1]"]) {
    const { exporter, requests } = exporterTo(`http://${host}:4318/v1/traces`, { "x-trace-encodings": "zstd, gzip" });
    await exporter.export(batch);
    await exporter.export(batch);
    expect(requests.map(({ headers }) => headers["content-encoding"])).toEqual([undefined, undefined]);
  }
});

it("compresses with gzip elsewhere, and with zstd once the target has said that it takes it", async () => {
  const { exporter, requests } = exporterTo("https://trace.example.com/v1/traces", {
    "x-trace-encodings": "zstd, gzip",
  });
  await exporter.export(batch);
  await exporter.export(batch);
  const zstd = "zstdCompress" in process.getBuiltinModule("node:zlib") ? "zstd" : "gzip";
  expect(requests.map(({ headers }) => headers["content-encoding"])).toEqual(["gzip", zstd]);
});

it("sends headers in any case, and JSON on request", async () => {
  const { exporter, requests } = exporterTo(
    "http://127.0.0.1/v1/traces",
    {},
    { json: true, headers: { Authorization: "Bearer k" } },
  );
  await exporter.probe();
  await exporter.export(batch);
  expect(requests[0]).toMatchObject({ headers: { authorization: "Bearer k", "content-type": "application/json" } });
  const bodies = requests.map(({ body }) => JSON.parse(new TextDecoder().decode(body)));
  expect(bodies[0]).toEqual({});
  expect(bodies[1].resourceSpans[0].scopeSpans[0].spans[0].name).toBe("x");
});

it("without a url throws where it is made", () => {
  expect(() => otlpExporter({} as OtlpOptions)).toThrow(/needs the url/);
  expect(() => otlpExporter({ url: "localhost:4318" })).toThrow(/needs the url.*got localhost:4318/);
});

it("sends to /v1/traces where the url names no path, since any web server answers at its root", () => {
  expect(otlpExporter({ url: "http://127.0.0.1:4318" }).otlp?.url).toBe("http://127.0.0.1:4318/v1/traces");
  expect(otlpExporter({ url: "https://collector.example.com/otlp" }).otlp?.url).toBe(
    "https://collector.example.com/otlp",
  );
});

// Contract 41
it("asks an OpenTelemetry SDK in the same process not to trace its requests, and touches nothing else of it", () => {
  const api = Symbol.for("opentelemetry.js.api.1");
  const shared = globalThis as { [api]?: unknown };
  const seen: [symbol, unknown][] = [];
  const root = {
    setValue(key: symbol, value: unknown) {
      seen.push([key, value]);
      return root;
    },
  };
  shared[api] = { context: { active: () => root, with: (_context: unknown, fn: () => unknown) => fn() } };
  try {
    expect(untraced(() => 42)).toBe(42);
  } finally {
    delete shared[api];
  }
  expect(seen).toEqual([[Symbol.for("OpenTelemetry SDK Context Key SUPPRESS_TRACING"), true]]);
  expect(untraced(() => 43)).toBe(43);
});
