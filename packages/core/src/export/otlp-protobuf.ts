import type { AttributeValue, SpanStatus } from "../record.js";
import { scopeName } from "../wire.js";
import type { Batch, FinishedSpan } from "./exporter.js";
import { ProtobufWriter } from "./protobuf.js";

type Attributes = Readonly<Record<string, AttributeValue>>;

/** Nothing here comes near this many bytes; a length within it takes four. */
const ANY = 0x0fff_ffff;
const kinds = { internal: 1, client: 3 } as const;
const codes: Readonly<Record<SpanStatus, number>> = { unset: 0, ok: 1, error: 2, cancelled: 0 };

const writer = new ProtobufWriter();
const keys = new Map<string, Uint8Array>();

/** Encodes an `ExportTraceServiceRequest`. */
export function encodeProtobuf({ spans, resource }: Pick<Batch, "spans" | "resource">): Uint8Array<ArrayBuffer> {
  const resourceSpans = writer.open(1, ANY);
  const process = writer.open(1, ANY);
  writeAttributes(1, resource);
  writer.close(process);
  const scopeSpans = writer.open(2, ANY);
  const scope = writer.open(1, 64);
  writer.text(1, scopeName);
  writer.close(scope);
  for (const span of spans) writeSpan(span);
  writer.close(scopeSpans);
  writer.close(resourceSpans);
  return writer.take();
}

/** Takes back the memory of a body that has arrived. */
export function reuseBody(body: Uint8Array<ArrayBuffer>): void {
  writer.reuse(body);
}

function writeSpan(span: FinishedSpan): void {
  const message = writer.open(2, ANY);
  writer.hex(1, span.traceId);
  writer.hex(2, span.spanId);
  if (span.parentId) writer.hex(4, span.parentId);
  writer.text(5, span.name);
  writer.integer(6, kinds[span.kind]);
  writer.nanoseconds(7, span.startTime);
  writer.nanoseconds(8, span.endTime);
  writeAttributes(9, span.attributes);
  for (const event of span.events) {
    const nested = writer.open(11, ANY);
    writer.nanoseconds(1, event.time);
    writer.text(2, event.name);
    writeAttributes(3, event.attributes);
    writer.close(nested);
  }
  for (const link of span.links) {
    const nested = writer.open(13, 64);
    writer.hex(1, link.traceId);
    writer.hex(2, link.spanId);
    writer.close(nested);
  }
  writeStatus(span);
  writer.close(message);
}

function writeStatus({ status, error }: FinishedSpan): void {
  if (codes[status] === 0) return;
  const nested = writer.open(15, ANY);
  if (status === "error" && error) writer.text(2, error.message);
  writer.integer(3, codes[status]);
  writer.close(nested);
}

function writeAttributes(field: number, attributes: Attributes): void {
  for (const key in attributes) {
    const value = attributes[key]!;
    const bytes = keyBytes(key);
    const pair = writer.open(field, bytes.length + bound(value) + 16);
    writer.raw(bytes);
    writeValue(2, value);
    writer.close(pair);
  }
}

/** AnyValue, within `field`. */
function writeValue(field: number, value: AttributeValue): void {
  const any = writer.open(field, bound(value) + 8);
  if (typeof value === "string") writer.text(1, value);
  else if (typeof value === "boolean") writer.integer(2, value ? 1 : 0);
  else if (typeof value === "number")
    value >= 0 && Number.isSafeInteger(value) ? writer.integer(3, value) : writer.double(4, value);
  else {
    const list = writer.open(5, bound(value));
    for (const item of value) writeValue(1, item);
    writer.close(list);
  }
  writer.close(any);
}

/** Bytes that a value takes at most. */
function bound(value: AttributeValue): number {
  if (typeof value === "string") return value.length * 3 + 8;
  if (!Array.isArray(value)) return 12;
  let size = 16;
  for (const item of value) size += bound(item) + 8;
  return size;
}

/** A key as field 1 of a KeyValue. There are few, and most are ours. */
function keyBytes(key: string): Uint8Array {
  let bytes = keys.get(key);
  if (!bytes) {
    const own = new ProtobufWriter();
    own.text(1, key);
    bytes = own.take();
    if (keys.size < 1000) keys.set(key, bytes);
  }
  return bytes;
}

/** Reads what an `ExportTraceServiceResponse` says about spans that were refused. */
export function decodePartialSuccess(body: Uint8Array): { rejected: number; message: string } | undefined {
  const partial = fields(body).get(1);
  if (!(partial instanceof Uint8Array)) return undefined;
  return { rejected: Number(fields(partial).get(1) ?? 0), message: decodeStatus(partial) };
}

/** Reads the message of a `google.rpc.Status`, which has it where a partial success has its own. */
export function decodeStatus(body: Uint8Array): string {
  const message = fields(body).get(2);
  return message instanceof Uint8Array ? new TextDecoder().decode(message) : "";
}

/** The last value of each field of a message that has only varints and bytes. */
function fields(body: Uint8Array): Map<number, number | Uint8Array> {
  const found = new Map<number, number | Uint8Array>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = body[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < body.length) {
    const tag = varint();
    const value = varint();
    if (tag % 8 === 2) found.set(tag >> 3, body.subarray(at, (at += value)));
    else if (tag % 8 === 0) found.set(tag >> 3, value);
    else break;
  }
  return found;
}
