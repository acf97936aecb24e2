import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, it } from "vitest";
import { decodeProtobuf } from "./otlp-protobuf.js";
import { MalformedMessage } from "./protobuf.js";

function encoded(attributes: Record<string, unknown>): Uint8Array {
  const memory = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: memory })] });
  const span = provider.getTracer("t").startSpan("work", { attributes: attributes as never });
  span.addEvent("note", { a: 1 });
  span.end();
  return ProtobufTraceSerializer.serializeRequest(memory.getFinishedSpans())!;
}

const attributesOf = (bytes: Uint8Array) =>
  Object.fromEntries(decodeProtobuf(bytes).resources[0]!.scopes[0]!.spans[0]!.attributes);

it("reads every kind of value, negative, large and fractional numbers included", () => {
  const attributes = {
    text: "é 漢 🙂",
    empty: "",
    yes: true,
    no: false,
    zero: 0,
    negative: -123_456_789_012,
    large: 9_007_199_254_740_991,
    fraction: 0.1,
    list: ["a", "b"],
    numbers: [1, -2],
  };
  expect(attributesOf(encoded(attributes))).toEqual(attributes);
});

it("reads what it does not know over, whatever the wire type", () => {
  const unknown = [
    Uint8Array.of(0xf8, 0x07, 1),
    Uint8Array.of(0xf9, 0x07, ...new Array(8).fill(0)),
    Uint8Array.of(0xfa, 0x07, 1, 0),
    Uint8Array.of(0xfd, 0x07, 0, 0, 0, 0),
  ];
  const bytes = Buffer.concat([...unknown, encoded({ a: 1 })]);
  expect(attributesOf(bytes)).toEqual({ a: 1 });
});

it("refuses broken bytes as malformed, and never fails otherwise or reads for ever", () => {
  const bytes = encoded({ a: 1, b: ["x", "y"], c: "z".repeat(50) });
  const attempt = (broken: Uint8Array) => {
    try {
      decodeProtobuf(broken);
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedMessage);
    }
  };
  for (let length = 0; length < bytes.length; length++) attempt(bytes.slice(0, length));
  for (let at = 0; at < bytes.length; at++) {
    for (const value of [0, 0x7f, 0xff, bytes[at]! ^ 1]) attempt(bytes.with(at, value));
  }
});

it("refuses a value that is nested without end, and does not overflow the stack", () => {
  const wrap = (field: number, body: Uint8Array) => {
    const length: number[] = [];
    for (let rest = body.length; ; rest >>>= 7) {
      length.push(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
      if (rest < 0x80) break;
    }
    return Buffer.concat([Uint8Array.of((field << 3) | 2, ...length), body]);
  };
  let value: Uint8Array = new Uint8Array();
  for (let i = 0; i < 3_000; i++) value = wrap(5, wrap(1, value));
  const span = wrap(9, wrap(2, value));
  expect(() => decodeProtobuf(wrap(1, wrap(2, wrap(2, span))))).toThrow(/nested deeper than 100 levels/);
});
