import type { AttributeValue, SpanStatus } from "../record.js";
import { scopeName } from "../wire.js";
import type { Batch, FinishedSpan } from "./exporter.js";

const codes: Readonly<Record<SpanStatus, number>> = { unset: 0, ok: 1, error: 2, cancelled: 0 };

/** Encodes an `ExportTraceServiceRequest` as OTLP's JSON. */
export function encodeJson({ spans, resource }: Pick<Batch, "spans" | "resource">): Uint8Array<ArrayBuffer> {
  const scopeSpans = [{ scope: { name: scopeName }, spans: spans.map(toSpan) }];
  const request = { resourceSpans: [{ resource: { attributes: toAttributes(resource) }, scopeSpans }] };
  return new TextEncoder().encode(JSON.stringify(request)) as Uint8Array<ArrayBuffer>;
}

function toSpan(span: FinishedSpan) {
  const { traceId, spanId, parentId, name, kind, startTime, endTime, status, error } = span;
  return {
    traceId,
    spanId,
    parentSpanId: parentId,
    name,
    kind: kind === "client" ? 3 : 1,
    startTimeUnixNano: nanoseconds(startTime),
    endTimeUnixNano: nanoseconds(endTime),
    attributes: toAttributes(span.attributes),
    events: span.events.map((event) => ({
      timeUnixNano: nanoseconds(event.time),
      name: event.name,
      attributes: toAttributes(event.attributes),
    })),
    links: span.links,
    status: { code: codes[status], message: status === "error" ? error?.message : undefined },
  };
}

function nanoseconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  return String(BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1e6)));
}

function toAttributes(attributes: Readonly<Record<string, AttributeValue>>) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toValue(value) }));
}

function toValue(value: AttributeValue): object {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map(toValue) } };
}
