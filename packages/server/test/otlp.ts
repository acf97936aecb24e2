import { readRequest } from "../src/ingest/ingest.js";
import type { WriteBatch } from "../src/ingest/row.js";
import { type OtlpSpan, rejectFaulty } from "../src/receive/otlp.js";

/** What a test says about a span; ids may be short, times are milliseconds after `origin`. */
export interface SpanSketch {
  trace?: string;
  id: string;
  parent?: string;
  name?: string;
  start?: number;
  /** 0 for a span that is still open. */
  end?: number;
  status?: 0 | 1 | 2;
  statusMessage?: string;
  attributes?: Record<string, unknown>;
  events?: OtlpSpan["events"];
  links?: OtlpSpan["links"];
}

/** The moment that sketches count from. */
export const origin = Date.UTC(2026, 10, 20, 12);

export const traceIdOf = (name = "1") => Buffer.from(name).toString("hex").padStart(32, "a").slice(-32);
export const spanIdOf = (name: string) => Buffer.from(name).toString("hex").padStart(16, "b").slice(-16);

export function otlpSpan(sketch: SpanSketch): OtlpSpan {
  const { trace, id, parent, name = id, start = 0, end = start + 10, status = 0, statusMessage = "" } = sketch;
  return {
    traceId: traceIdOf(trace),
    spanId: spanIdOf(id),
    parentSpanId: parent === undefined ? "" : spanIdOf(parent),
    name,
    startTime: origin + start,
    endTime: end === 0 ? 0 : origin + end,
    attributes: new Map(Object.entries(sketch.attributes ?? {})),
    events: sketch.events ?? [],
    links: sketch.links ?? [],
    statusCode: status,
    statusMessage,
  };
}

/** A batch as the server reads it from a request with these spans. */
export function batchOf(sketches: SpanSketch[], resource: Record<string, unknown> = {}, project = 1): WriteBatch {
  const scope = { name: "test", version: "1", spans: sketches.map(otlpSpan) };
  const request = rejectFaulty([{ attributes: new Map(Object.entries(resource)), scopes: [scope] }]);
  return readRequest(project, request).batch;
}

export const text = (role: string, content: string) => ({ role, parts: [{ type: "text", content }] });

/** Attributes of a model call. */
export function call(
  messages: unknown[],
  answer?: unknown,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5-mini",
    "gen_ai.usage.input_tokens": 1000,
    "gen_ai.usage.output_tokens": 100,
    "gen_ai.input.messages": JSON.stringify(messages),
    ...(answer === undefined ? {} : { "gen_ai.output.messages": JSON.stringify([answer]) }),
    ...more,
  };
}
