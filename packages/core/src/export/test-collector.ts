import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** A span as OpenTelemetry's own decoder reads it. */
export interface DecodedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Record<string, unknown>;
  events: { name: string; attributes: Record<string, unknown> }[];
  links: { traceId: string; spanId: string }[];
  status: { code?: number; message?: string };
}

export interface DecodedRequest {
  resource: Record<string, unknown>;
  spans: DecodedSpan[];
}

interface KeyValue {
  key: string;
  value: Record<string, unknown>;
}

interface RawSpan extends Omit<DecodedSpan, "traceId" | "spanId" | "parentSpanId" | "attributes" | "events" | "links"> {
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId: Uint8Array;
  attributes: KeyValue[];
  events: { name: string; attributes: KeyValue[] }[];
  links: { traceId: Uint8Array; spanId: Uint8Array }[];
}

interface RawRequest {
  resourceSpans: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: RawSpan[] }[] }[];
}

const { ExportTraceServiceRequest } = createRequire(import.meta.url)("otlp-decoder/build/src/generated/root.js")
  .opentelemetry.proto.collector.trace.v1 as {
  ExportTraceServiceRequest: {
    decode(body: Uint8Array): unknown;
    toObject(message: unknown, options: object): RawRequest;
  };
};

/** Decodes a protobuf body with the code that OpenTelemetry's own packages use. */
export function decodeOtlp(body: Uint8Array): DecodedRequest {
  const message = ExportTraceServiceRequest.decode(body);
  const request = ExportTraceServiceRequest.toObject(message, { longs: String, defaults: false, arrays: true });
  const [resourceSpans] = request.resourceSpans;
  return {
    resource: toAttributes(resourceSpans?.resource.attributes ?? []),
    spans: (resourceSpans?.scopeSpans[0]?.spans ?? []).map((span) => ({
      ...span,
      traceId: hex(span.traceId),
      spanId: hex(span.spanId),
      parentSpanId: hex(span.parentSpanId ?? []),
      attributes: toAttributes(span.attributes),
      events: span.events.map((event) => ({ ...event, attributes: toAttributes(event.attributes) })),
      links: span.links.map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
      status: span.status ?? {},
    })),
  };
}

function hex(bytes: Iterable<number>): string {
  return Buffer.from([...bytes]).toString("hex");
}

function toAttributes(list: KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(list.map(({ key, value }) => [key, toValue(value)]));
}

function toValue(value: Record<string, unknown>): unknown {
  if (value.intValue !== undefined) return Number(value.intValue);
  const list = value.arrayValue as { values: Record<string, unknown>[] } | undefined;
  return list ? list.values.map(toValue) : Object.values(value)[0];
}

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Milliseconds before it answers; never for Infinity. */
  delay?: number;
}

/** A local HTTP server that keeps what it is sent. */
export class Collector {
  readonly received: Received[] = [];
  /** Decides each answer; 200 by default. */
  answer: (request: Received) => Answer = () => ({});
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(port = 0): Promise<Collector> {
    const server = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const raw = Buffer.concat(chunks);
        const body = incoming.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
        const request = { path: incoming.url ?? "", headers: incoming.headers, body };
        const { status = 200, headers = {}, body: text = "", delay = 0 } = collector.answer(request);
        if (status < 300) collector.received.push(request);
        if (delay === Number.POSITIVE_INFINITY) return;
        setTimeout(() => response.writeHead(status, headers).end(text), delay);
      });
    });
    const collector = new Collector(server);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Every request that carried spans, decoded. */
  get requests(): DecodedRequest[] {
    return this.received.filter(({ path }) => path === "/v1/traces").map(({ body }) => decodeOtlp(body));
  }

  /** Finished spans, in the order in which they came. */
  get spans(): DecodedSpan[] {
    return this.requests.flatMap(({ spans }) => spans).filter((span) => span.attributes["trace.pending"] !== true);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
