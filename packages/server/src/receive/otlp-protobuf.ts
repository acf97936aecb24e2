import {
  type Attributes,
  deepest,
  type OtlpRequest,
  type OtlpResource,
  type OtlpScope,
  type OtlpSpan,
  rejectFaulty,
} from "./otlp.js";
import { MalformedMessage, ProtobufReader, readFields } from "./protobuf.js";

/** Decodes an `ExportTraceServiceRequest`. Throws `MalformedMessage`. */
export function decodeProtobuf(bytes: Uint8Array): OtlpRequest {
  const reader = new ProtobufReader(bytes);
  const resources: OtlpResource[] = [];
  readFields(reader, reader.length, (field) => {
    if (field !== 1) return false;
    resources.push(readResource(reader, reader.end()));
    return true;
  });
  return rejectFaulty(resources);
}

function readResource(reader: ProtobufReader, end: number): OtlpResource {
  const resource: OtlpResource = { attributes: new Map(), scopes: [] };
  readFields(reader, end, (field) => {
    if (field === 1) readAttributesOf(reader, 1, resource.attributes);
    else if (field === 2) resource.scopes.push(readScope(reader, reader.end()));
    else return false;
    return true;
  });
  return resource;
}

function readScope(reader: ProtobufReader, end: number): OtlpScope {
  const scope: OtlpScope = { name: "", version: "", spans: [] };
  readFields(reader, end, (field) => {
    if (field === 1) readScopeName(reader, reader.end(), scope);
    else if (field === 2) scope.spans.push(readSpan(reader, reader.end()));
    else return false;
    return true;
  });
  return scope;
}

function readScopeName(reader: ProtobufReader, end: number, scope: OtlpScope): void {
  readFields(reader, end, (field) => {
    if (field === 1) scope.name = reader.string();
    else if (field === 2) scope.version = reader.string();
    else return false;
    return true;
  });
}

function readSpan(reader: ProtobufReader, end: number): OtlpSpan {
  const span: OtlpSpan = {
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
  readFields(reader, end, (field) => {
    if (field === 9) readAttribute(reader, reader.end(), span.attributes);
    else if (field === 1) span.traceId = reader.hex();
    else if (field === 2) span.spanId = reader.hex();
    else if (field === 4) span.parentSpanId = reader.hex();
    else if (field === 5) span.name = reader.string();
    else if (field === 7) span.startTime = reader.time();
    else if (field === 8) span.endTime = reader.time();
    else if (field === 11) span.events.push(readEvent(reader, reader.end()));
    else if (field === 13) span.links.push(readLink(reader, reader.end()));
    else if (field === 15) readStatus(reader, reader.end(), span);
    else return false;
    return true;
  });
  return span;
}

function readEvent(reader: ProtobufReader, end: number) {
  const event = { name: "", time: 0, attributes: new Map<string, unknown>() };
  readFields(reader, end, (field) => {
    if (field === 1) event.time = reader.time();
    else if (field === 2) event.name = reader.string();
    else if (field === 3) readAttribute(reader, reader.end(), event.attributes);
    else return false;
    return true;
  });
  return event;
}

function readLink(reader: ProtobufReader, end: number) {
  const link = { traceId: "", spanId: "", attributes: new Map<string, unknown>() };
  readFields(reader, end, (field) => {
    if (field === 1) link.traceId = reader.hex();
    else if (field === 2) link.spanId = reader.hex();
    else if (field === 4) readAttribute(reader, reader.end(), link.attributes);
    else return false;
    return true;
  });
  return link;
}

function readStatus(reader: ProtobufReader, end: number, span: OtlpSpan): void {
  readFields(reader, end, (field) => {
    if (field === 2) span.statusMessage = reader.string();
    else if (field === 3) span.statusCode = reader.varint();
    else return false;
    return true;
  });
}

/** Reads a message whose `wanted` field repeats attributes, as resources have them. */
function readAttributesOf(reader: ProtobufReader, wanted: number, into: Attributes): void {
  readFields(reader, reader.end(), (field) => {
    if (field !== wanted) return false;
    readAttribute(reader, reader.end(), into);
    return true;
  });
}

function readAttribute(reader: ProtobufReader, end: number, into: Attributes, depth = 0): void {
  let key = "";
  let value: unknown;
  readFields(reader, end, (field) => {
    if (field === 1) key = reader.string();
    else if (field === 2) value = readValue(reader, reader.end(), depth);
    else return false;
    return true;
  });
  if (value !== undefined) into.set(key, value);
}

function readValue(reader: ProtobufReader, end: number, depth: number): unknown {
  if (depth > deepest) throw new MalformedMessage(`an attribute is nested deeper than ${deepest} levels`);
  let value: unknown;
  readFields(reader, end, (field) => {
    if (field === 1) value = reader.string();
    else if (field === 2) value = reader.varint() !== 0;
    else if (field === 3) value = reader.int64();
    else if (field === 4) value = reader.double();
    else if (field === 5) value = readList(reader, reader.end(), depth + 1);
    else if (field === 6) value = readMap(reader, reader.end(), depth + 1);
    else if (field === 7) value = reader.base64();
    else return false;
    return true;
  });
  return value;
}

function readList(reader: ProtobufReader, end: number, depth: number): unknown[] {
  const list: unknown[] = [];
  readFields(reader, end, (field) => {
    if (field !== 1) return false;
    list.push(readValue(reader, reader.end(), depth) ?? null);
    return true;
  });
  return list;
}

function readMap(reader: ProtobufReader, end: number, depth: number): Record<string, unknown> {
  const entries: Attributes = new Map();
  readFields(reader, end, (field) => {
    if (field !== 1) return false;
    readAttribute(reader, reader.end(), entries, depth);
    return true;
  });
  return Object.fromEntries(entries);
}
