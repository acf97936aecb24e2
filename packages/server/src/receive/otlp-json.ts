import {
  type Attributes,
  type OtlpRequest,
  type OtlpResource,
  type OtlpScope,
  type OtlpSpan,
  rejectFaulty,
} from "./otlp.js";
import { MalformedMessage } from "./protobuf.js";

type Json = Record<string, unknown>;

/** Decodes the JSON encoding of an `ExportTraceServiceRequest`. Throws `MalformedMessage`. */
export function decodeJson(bytes: Uint8Array): OtlpRequest {
  const request = object(parse(bytes), "the request");
  return rejectFaulty(list(request.resourceSpans, "resourceSpans").map(readResource));
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch (error) {
    throw new MalformedMessage(`not JSON: ${(error as Error).message}`);
  }
}

function readResource(value: unknown): OtlpResource {
  const { resource, scopeSpans } = object(value, "resourceSpans");
  const attributes = readAttributes(resource === undefined ? undefined : object(resource, "resource").attributes);
  return { attributes, scopes: list(scopeSpans, "scopeSpans").map(readScope) };
}

function readScope(value: unknown): OtlpScope {
  const { scope, spans } = object(value, "scopeSpans");
  const { name, version } = scope === undefined ? ({} as Json) : object(scope, "scope");
  return { name: text(name), version: text(version), spans: list(spans, "spans").map(readSpan) };
}

function readSpan(value: unknown): OtlpSpan {
  const span = object(value, "spans");
  const status = span.status === undefined || span.status === null ? {} : object(span.status, "status");
  return {
    traceId: text(span.traceId).toLowerCase(),
    spanId: text(span.spanId).toLowerCase(),
    parentSpanId: text(span.parentSpanId).toLowerCase(),
    name: text(span.name),
    startTime: time(span.startTimeUnixNano),
    endTime: time(span.endTimeUnixNano),
    attributes: readAttributes(span.attributes),
    events: list(span.events, "events").map(readEvent),
    links: list(span.links, "links").map(readLink),
    statusCode: Number(status.code ?? 0),
    statusMessage: text(status.message),
  };
}

function readEvent(value: unknown) {
  const { name, timeUnixNano, attributes } = object(value, "events");
  return { name: text(name), time: time(timeUnixNano), attributes: readAttributes(attributes) };
}

function readLink(value: unknown) {
  const { traceId, spanId, attributes } = object(value, "links");
  return {
    traceId: text(traceId).toLowerCase(),
    spanId: text(spanId).toLowerCase(),
    attributes: readAttributes(attributes),
  };
}

function readAttributes(value: unknown): Attributes {
  const attributes: Attributes = new Map();
  for (const entry of list(value, "attributes")) {
    const { key, value } = object(entry, "attributes");
    const read = readValue(value);
    if (read !== undefined) attributes.set(text(key), read);
  }
  return attributes;
}

function readValue(value: unknown): unknown {
  if (value === null || typeof value !== "object") return undefined;
  const any = value as Json;
  if (typeof any.stringValue === "string") return any.stringValue;
  if (any.boolValue !== undefined) return Boolean(any.boolValue);
  if (any.intValue !== undefined) return Number(any.intValue);
  if (any.doubleValue !== undefined) return Number(any.doubleValue);
  if (any.arrayValue) return list((any.arrayValue as Json).values, "values").map((item) => readValue(item) ?? null);
  if (any.kvlistValue) return Object.fromEntries(readAttributes((any.kvlistValue as Json).values));
  if (typeof any.bytesValue === "string") return any.bytesValue;
  return undefined;
}

/** Nanoseconds as milliseconds. As one number they would exceed the integers that are exact. */
function time(nanoseconds: unknown): number {
  const digits = typeof nanoseconds === "number" ? String(Math.round(nanoseconds)) : text(nanoseconds);
  if (!/^\d{1,20}$/.test(digits)) return 0;
  return Number(digits.slice(0, -6)) + Number(digits.slice(-6)) / 1e6;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function object(value: unknown, where: string): Json {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new MalformedMessage(`${where}: expected an object`);
  }
  return value as Json;
}

function list(value: unknown, where: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new MalformedMessage(`${where}: expected a list`);
  return value;
}
