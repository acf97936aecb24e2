import { describe, expect, it } from "vitest";
import type { Batch, FinishedSpan } from "./exporter.js";
import { finished as complete } from "./finished.js";
import { encodeJson } from "./otlp-json.js";
import { decodePartialSuccess, encodeProtobuf } from "./otlp-protobuf.js";
import { decodeOtlp } from "./test-collector.js";

function finished(fields: Partial<FinishedSpan> = {}): FinishedSpan {
  return complete({
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    parentId: "00f067aa0ba902b7",
    name: "chat gpt-5",
    type: "generation",
    kind: "client",
    startTime: 1_763_690_400_123.456,
    endTime: 1_763_690_401_000,
    status: "error",
    level: "ERROR",
    error: { type: "RateLimitError", message: "slow down — 慢" },
    usage: undefined,
    cost: undefined,
    attributes: {},
    events: [],
    links: [{ traceId: "1af7651916cd43dd8448eb211c80319c", spanId: "c7ad6b7169203331" }],
    ...fields,
  });
}

const attributes = {
  text: "plain",
  empty: "",
  long: "x".repeat(100_000),
  unicode: "ü 慢 😀 \u0000 \ud800",
  middle: "é".repeat(60),
  whole: 3,
  negative: -42,
  large: Number.MAX_SAFE_INTEGER,
  fraction: 0.1,
  yes: true,
  no: false,
  strings: ["a", "b ü"],
  numbers: [1, 2.5],
  none: [] as string[],
};
const decodedAttributes = { ...attributes, unicode: "ü 慢 😀 \u0000 \ufffd" };

const batch: Batch = {
  spans: [
    finished({ attributes, events: [{ name: "exception", time: 1_763_690_400_500, attributes: { a: "b" } }] }),
    finished(),
  ],
  scores: [],
  resource: { "service.name": "shop", "trace.flush_interval": 2000 },
};

describe("protobuf", () => {
  const decoded = decodeOtlp(encodeProtobuf(batch));

  it("is read by OpenTelemetry's own decoder as it was written", () => {
    expect(decoded.resource).toEqual({ "service.name": "shop", "trace.flush_interval": 2000 });
    expect(decoded.spans).toHaveLength(2);
    expect(decoded.spans[0]).toMatchObject({
      traceId: "0af7651916cd43dd8448eb211c80319c",
      spanId: "b7ad6b7169203331",
      parentSpanId: "00f067aa0ba902b7",
      name: "chat gpt-5",
      kind: 3,
      links: [{ traceId: "1af7651916cd43dd8448eb211c80319c", spanId: "c7ad6b7169203331" }],
      status: { code: 2, message: "slow down — 慢" },
      events: [{ name: "exception", attributes: { a: "b" } }],
    });
    expect(decoded.spans[0]?.attributes).toEqual(decodedAttributes);
  });

  it("keeps nanoseconds that a number cannot hold", () => {
    expect(decoded.spans[0]?.endTimeUnixNano).toBe("1763690401000000000");
    expect(Number(decoded.spans[0]?.startTimeUnixNano.slice(10))).toBeCloseTo(123_456_700, -4);
  });

  it("of nothing is what a heartbeat needs: a resource without spans", () => {
    expect(decodeOtlp(encodeProtobuf({ spans: [], resource: { "service.instance.id": "i" } }))).toEqual({
      resource: { "service.instance.id": "i" },
      spans: [],
    });
  });

  it("reads what a receiver says of the spans it refused", () => {
    const body = Uint8Array.of(0x0a, 0x0b, 0x08, 0xac, 0x02, 0x12, 0x06, ...new TextEncoder().encode("ümid!"));
    expect(decodePartialSuccess(body)).toEqual({ rejected: 300, message: "ümid!" });
    expect(decodePartialSuccess(new Uint8Array())).toBeUndefined();
  });
});

describe("JSON", () => {
  it("says the same as protobuf", () => {
    const request = JSON.parse(new TextDecoder().decode(encodeJson(batch)));
    const [{ resource, scopeSpans }] = request.resourceSpans;
    expect(resource.attributes[0]).toEqual({ key: "service.name", value: { stringValue: "shop" } });
    const [span] = scopeSpans[0].spans;
    expect(span).toMatchObject({
      traceId: "0af7651916cd43dd8448eb211c80319c",
      parentSpanId: "00f067aa0ba902b7",
      kind: 3,
      endTimeUnixNano: "1763690401000000000",
      status: { code: 2, message: "slow down — 慢" },
    });
    const values = Object.fromEntries(
      span.attributes.map(({ key, value }: { key: string; value: object }) => [key, value]),
    );
    expect(values).toMatchObject({
      whole: { intValue: "3" },
      fraction: { doubleValue: 0.1 },
      yes: { boolValue: true },
      strings: { arrayValue: { values: [{ stringValue: "a" }, { stringValue: "b ü" }] } },
    });
  });
});
