import {
  type Attributes,
  deepest,
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
  const { attributes } = optional(resource, "resource");
  return { attributes: readAttributes(attributes), scopes: list(scopeSpans, "scopeSpans").map(readScope) };
}

function readScope(value: unknown): OtlpScope {
  const { scope, spans } = object(value, "scopeSpans");
  const { name, version } = optional(scope, "scope");
  return {
    name: text(name, "scope.name"),
    version: text(version, "scope.version"),
    spans: list(spans, "spans").map(readSpan),
  };
}

/** A span with a wrong type in it is rejected alone; what surrounds spans must be right for all of them. */
function readSpan(value: unknown): OtlpSpan {
  try {
    return readWellFormed(object(value, "spans"));
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    return { ...unreadable, fault: `a span could not be read: ${error.message}` };
  }
}

const unreadable: OtlpSpan = {
  traceId: "",
  spanId: "",
  parentSpanId: "",
  name: "",
  startTime: 0,
  endTime: 0,
  attributes: new Map(),
  events: [],
  links: [],
  statusCode: 0,
  statusMessage: "",
};

function readWellFormed(span: Json): OtlpSpan {
  const status = optional(span.status, "status");
  return {
    ...readIds(span),
    parentSpanId: text(span.parentSpanId, "parentSpanId").toLowerCase(),
    name: text(span.name, "name"),
    startTime: time(span.startTimeUnixNano, "startTimeUnixNano"),
    endTime: time(span.endTimeUnixNano, "endTimeUnixNano"),
    attributes: readAttributes(span.attributes),
    events: list(span.events, "events").map(readEvent),
    links: list(span.links, "links").map(readLink),
    statusCode: readStatusCode(status.code),
    statusMessage: text(status.message, "status.message"),
  };
}

function readIds({ traceId, spanId }: Json) {
  return { traceId: text(traceId, "traceId").toLowerCase(), spanId: text(spanId, "spanId").toLowerCase() };
}

/** OTLP's JSON has numbers for enums; some senders write the names that plain protobuf JSON has. */
function readStatusCode(value: unknown): number {
  const named = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"].indexOf(value as string);
  return named >= 0 ? named : number(value ?? 0, "status.code");
}

function readEvent(value: unknown) {
  const { name, timeUnixNano, attributes } = object(value, "events");
  return {
    name: text(name, "events.name"),
    time: time(timeUnixNano, "events.timeUnixNano"),
    attributes: readAttributes(attributes),
  };
}

function readLink(value: unknown) {
  const link = object(value, "links");
  return { ...readIds(link), attributes: readAttributes(link.attributes) };
}

function readAttributes(value: unknown, depth = 0): Attributes {
  const attributes: Attributes = new Map();
  for (const entry of list(value, "attributes")) {
    const { key, value } = object(entry, "attributes");
    const name = text(key, "an attribute's key");
    const read = readValue(value, name, depth);
    if (read !== undefined) attributes.set(name, read);
  }
  return attributes;
}

/** Reads one value; null stands for a field that is not set, as everywhere in protobuf's JSON. */
function readValue(value: unknown, where: string, depth: number): unknown {
  if (depth > deepest) throw new MalformedMessage(`${where}: nested deeper than ${deepest} levels`);
  const any = optional(value, where);
  const at = (kind: string) => `${where}.${kind}`;
  if (isSet(any.stringValue)) return text(any.stringValue, at("stringValue"));
  if (isSet(any.boolValue)) return boolean(any.boolValue, at("boolValue"));
  if (isSet(any.intValue)) return number(any.intValue, at("intValue"));
  if (isSet(any.doubleValue)) return number(any.doubleValue, at("doubleValue"));
  if (isSet(any.arrayValue)) {
    const { values } = object(any.arrayValue, at("arrayValue"));
    return list(values, at("arrayValue.values")).map((item) => readValue(item, where, depth + 1) ?? null);
  }
  if (isSet(any.kvlistValue)) {
    return Object.fromEntries(readAttributes(object(any.kvlistValue, at("kvlistValue")).values, depth + 1));
  }
  if (isSet(any.bytesValue)) return text(any.bytesValue, at("bytesValue"));
  return undefined;
}

/** Nanoseconds as milliseconds. As one number they would exceed the integers that are exact. */
function time(nanoseconds: unknown, where: string): number {
  if (!isSet(nanoseconds)) return 0;
  const digits = Number.isInteger(nanoseconds) ? String(BigInt(nanoseconds as number)) : text(nanoseconds, where);
  if (!/^\d{1,20}$/.test(digits)) throw wrong(where, "nanoseconds", nanoseconds);
  return Number(digits.slice(0, -6)) + Number(digits.slice(-6)) / 1e6;
}

const isSet = (value: unknown) => value !== undefined && value !== null;

function text(value: unknown, where: string): string {
  if (!isSet(value)) return "";
  if (typeof value === "string") return value;
  throw wrong(where, "a string", value);
}

function boolean(value: unknown, where: string): boolean {
  if (typeof value === "boolean") return value;
  throw wrong(where, "true or false", value);
}

const numeral = /^(-?\d+(\.\d+)?(e[+-]?\d+)?|-?Infinity|NaN)$/i;

/** 64-bit integers come as strings, and so do the fractions that JSON has no number for. */
function number(value: unknown, where: string): number {
  if (typeof value === "number" || (typeof value === "string" && numeral.test(value))) return Number(value);
  throw wrong(where, "a number", value);
}

function object(value: unknown, where: string): Json {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Json;
  throw wrong(where, "an object", value);
}

function optional(value: unknown, where: string): Json {
  return isSet(value) ? object(value, where) : {};
}

function list(value: unknown, where: string): unknown[] {
  if (!isSet(value)) return [];
  if (Array.isArray(value)) return value;
  throw wrong(where, "a list", value);
}

function wrong(where: string, wanted: string, value: unknown): MalformedMessage {
  // The value itself may be a secret.
  const kind = Array.isArray(value) ? "a list" : value === null ? "null" : `of type ${typeof value}`;
  return new MalformedMessage(`${where} must be ${wanted}, but is ${kind}`);
}
