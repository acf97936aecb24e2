import { describe, expect, it } from "vitest";
import { readRequest } from "../ingest/ingest.js";
import { decodeJson } from "./otlp-json.js";
import { MalformedMessage } from "./protobuf.js";

const good = {
  traceId: "A".repeat(32),
  spanId: "b".repeat(16),
  name: "work",
  startTimeUnixNano: "1795222800000000001",
  endTimeUnixNano: "1795222800100000000",
  status: { code: 2, message: "broke" },
  events: [{ name: "note", timeUnixNano: "1795222800000000000", attributes: [] }],
  links: [{ traceId: "c".repeat(32), spanId: "d".repeat(16) }],
};
const decode = (value: unknown) => decodeJson(Buffer.from(JSON.stringify(value)));
const withSpans = (...spans: unknown[]) => decode({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const withValue = (value: unknown) => withSpans({ ...good, attributes: [{ key: "k", value }] });
const nested = (levels: number): object => (levels === 0 ? {} : { arrayValue: { values: [nested(levels - 1)] } });

describe("a value of an attribute", () => {
  it.each<[unknown, unknown]>([
    [{ stringValue: "" }, ""],
    [{ boolValue: false }, false],
    [{ intValue: "-5" }, -5],
    [{ intValue: 5 }, 5],
    [{ doubleValue: 0.5 }, 0.5],
    [{ doubleValue: "Infinity" }, Number.POSITIVE_INFINITY],
    [{ bytesValue: "AAE=" }, "AAE="],
    [{ stringValue: null, intValue: "1" }, 1],
    [{ arrayValue: {} }, []],
    [{ arrayValue: { values: [{ intValue: 1 }, {}] } }, [1, null]],
    [{ kvlistValue: { values: [{ key: "a", value: { boolValue: true } }] } }, { a: true }],
    [{}, undefined],
    [null, undefined],
  ])("%j is read as %j", (value, expected) => {
    const { resources, rejected } = withValue(value);
    expect(rejected).toBe(0);
    expect(resources[0]!.scopes[0]!.spans[0]!.attributes.get("k")).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [{ stringValue: { text: "hi" } }, "k.stringValue must be a string, but is of type object"],
    [{ stringValue: ["hi"] }, "k.stringValue must be a string, but is a list"],
    [{ stringValue: 5 }, "k.stringValue must be a string, but is of type number"],
    [{ boolValue: "false" }, "k.boolValue must be true or false"],
    [{ intValue: "five" }, "k.intValue must be a number"],
    [{ intValue: true }, "k.intValue must be a number"],
    [{ intValue: "" }, "k.intValue must be a number"],
    [{ doubleValue: {} }, "k.doubleValue must be a number"],
    [{ arrayValue: [1] }, "k.arrayValue must be an object, but is a list"],
    [{ arrayValue: { values: {} } }, "k.arrayValue.values must be a list"],
    [{ arrayValue: { values: ["bare"] } }, "k must be an object"],
    [{ kvlistValue: { values: [1] } }, "attributes must be an object"],
    [{ kvlistValue: { a: 1, values: "x" } }, "attributes must be a list"],
    [{ bytesValue: [0] }, "k.bytesValue must be a string"],
    ["bare", "k must be an object"],
    [nested(101), "nested deeper than 100 levels"],
  ])("%j makes its span a rejected one", (value, reason) => {
    const { resources, rejected, rejectedMessage } = withSpans(
      { ...good, attributes: [{ key: "k", value }] },
      { ...good, spanId: "e".repeat(16) },
    );
    expect(rejected).toBe(1);
    expect(rejectedMessage).toContain(reason);
    expect(resources[0]!.scopes[0]!.spans.map(({ spanId }) => spanId)).toEqual(["e".repeat(16)]);
  });
});

it("rejects a value without overflowing the stack however deep it is nested", () => {
  const deep = `${'{"arrayValue":{"values":['.repeat(100_000)}{}${"]}}".repeat(100_000)}`;
  const span = JSON.stringify({ ...good, attributes: [{ key: "k", value: "DEEP" }] }).replace('"DEEP"', deep);
  const text = `{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}`;
  expect(decodeJson(Buffer.from(text))).toMatchObject({
    rejected: 1,
    rejectedMessage: expect.stringContaining("nested deeper"),
  });
});

describe("a span", () => {
  it.each<[unknown, string]>([
    [null, "spans must be an object, but is null"],
    [[], "spans must be an object"],
    [{}, "trace id"],
    [{ ...good, traceId: 7 }, "traceId must be a string"],
    [{ ...good, traceId: "g".repeat(32) }, "trace id"],
    [{ ...good, traceId: "0".repeat(32) }, "trace id"],
    [{ ...good, spanId: "b".repeat(15) }, "span id"],
    [{ ...good, parentSpanId: "b".repeat(15) }, "parent span id"],
    [{ ...good, name: ["work"] }, "name must be a string"],
    [{ ...good, startTimeUnixNano: undefined }, "no start time"],
    [{ ...good, startTimeUnixNano: "now" }, "startTimeUnixNano must be nanoseconds"],
    [{ ...good, endTimeUnixNano: "" }, "endTimeUnixNano must be nanoseconds"],
    [{ ...good, endTimeUnixNano: -1 }, "endTimeUnixNano must be nanoseconds"],
    [{ ...good, endTimeUnixNano: 1.5 }, "endTimeUnixNano must be"],
    [{ ...good, attributes: {} }, "attributes must be a list"],
    [{ ...good, attributes: [null] }, "attributes must be an object"],
    [{ ...good, attributes: [{ key: 1, value: {} }] }, "an attribute's key must be a string"],
    [{ ...good, status: "ERROR" }, "status must be an object"],
    [{ ...good, status: { code: "BAD" } }, "status.code must be a number"],
    [{ ...good, events: [1] }, "events must be an object"],
    [{ ...good, links: [{ traceId: {} }] }, "traceId must be a string"],
  ])("that is %j is rejected alone", (span, reason) => {
    const { resources, rejected, rejectedMessage } = withSpans(span, good);
    expect(rejected).toBe(1);
    expect(rejectedMessage).toContain(reason);
    expect(resources[0]!.scopes[0]!.spans).toHaveLength(1);
  });

  it("may have numbers for times, names for the status, and zeros for no parent", () => {
    const { resources, rejected } = withSpans({
      ...good,
      startTimeUnixNano: 1_795_222_800_000_000_000,
      status: { code: "STATUS_CODE_ERROR" },
      parentSpanId: "0".repeat(16),
    });
    expect(rejected).toBe(0);
    expect(resources[0]!.scopes[0]!.spans[0]).toMatchObject({ startTime: 1_795_222_800_000, statusCode: 2 });
    expect(readRequest(1, { resources, rejected, rejectedMessage: "" }).batch.spans[0]!.skeleton.parentId).toBe(
      undefined,
    );
  });
});

it.each([
  ["null", "null"],
  ["a list", "[]"],
  ["a number", "7"],
  ["cut off", '{"resourceSpans":['],
  ["spans of no scope", '{"resourceSpans":{}}'],
  ["a resource that is a text", '{"resourceSpans":[{"resource":"web"}]}'],
  ["a resource with a broken attribute", '{"resourceSpans":[{"resource":{"attributes":[{"key":{}}]}}]}'],
  ["scopes that are a text", '{"resourceSpans":[{"scopeSpans":"x"}]}'],
  ["spans that are a map", '{"resourceSpans":[{"scopeSpans":[{"spans":{}}]}]}'],
  ["invalid UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
])("refuses a request that is %s, or has it", (_, text) => {
  expect(() => decodeJson(Buffer.from(text as string))).toThrow(MalformedMessage);
});

it("reads, rejects or refuses whatever replaces any part of a request, and never fails otherwise", () => {
  const request = {
    resourceSpans: [
      {
        resource: { attributes: [{ key: "trace.flush_interval", value: { intValue: "2000" } }] },
        scopeSpans: [
          {
            scope: { name: "s", version: "1" },
            spans: [{ ...good, attributes: [{ key: "trace.pending.sequence", value: { intValue: "1" } }] }],
          },
        ],
      },
    ],
  };
  const text = JSON.stringify(request);
  const wrongs = [null, 0, -1, 1e308, "", "x", "NaN", true, [], {}, [[]], [null], { values: [] }, nested(300)];
  let tried = 0;
  const replaceEach = (value: unknown, put: (other: unknown) => void) => {
    for (const wrong of wrongs) {
      put(wrong);
      tried++;
      try {
        const { batch } = readRequest(1, decode(request));
        for (const { flushInterval } of batch.heartbeats) expect(flushInterval).toBeGreaterThan(0);
        for (const { sequence } of batch.snapshots) expect(sequence).not.toBeNaN();
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedMessage);
      }
      put(value);
    }
    if (value === null || typeof value !== "object") return;
    for (const [key, child] of Object.entries(value)) {
      replaceEach(child, (other) => {
        (value as Record<string, unknown>)[key] = other;
      });
    }
  };
  replaceEach(request.resourceSpans, (other) => {
    request.resourceSpans = other as typeof request.resourceSpans;
  });
  expect(JSON.stringify(request)).toBe(text);
  expect(tried).toBeGreaterThan(400);
});
