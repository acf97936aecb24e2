import { describe, expect, it } from "vitest";
import { spanOf } from "../trace-tree/span-fixture.js";
import { parseTraceView } from "./trace-view.js";
import { mergeSpans } from "./use-trace.js";

describe("parseTraceView", () => {
  it("takes a span, a tab and a layout, and nothing else", () => {
    expect(parseTraceView({ span: "00f067aa0ba902b7", tab: "raw", layout: "tree", x: 1 })).toEqual({
      span: "00f067aa0ba902b7",
      tab: "raw",
      layout: "tree",
    });
    expect(parseTraceView({ span: "<script>", tab: "nope", layout: 7 })).toEqual({});
  });

  it("reads an id of digits alone that was typed without quotes", () => {
    expect(parseTraceView({ span: 1234567890123456 })).toEqual({ span: "1234567890123456" });
  });
});

describe("mergeSpans", () => {
  const page = (...spans: ReturnType<typeof spanOf>[]) => ({ trace: {} as never, spans });

  it("puts the live version in place of the stored one and adds new spans", () => {
    const data = { pages: [page(spanOf("a", { status: "pending" })), page(spanOf("b"))], pageParams: [] };
    const live = new Map([
      ["a", spanOf("a", { status: "ok" })],
      ["c", spanOf("c")],
    ]);
    expect(mergeSpans(data, live).map(({ spanId, status }) => [spanId, status])).toEqual([
      ["a", "ok"],
      ["b", "ok"],
      ["c", "ok"],
    ]);
  });
});
