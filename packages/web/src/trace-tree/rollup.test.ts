import { describe, expect, it } from "vitest";
import type { Cost } from "../types.js";
import { rollUp, usedBelow } from "./rollup.js";
import { spanOf } from "./span-fixture.js";
import { createSpanIndex } from "./span-index.js";

const priced = (usd: number): Cost => ({ usd, source: "price-table" });

describe("rollUp", () => {
  it("sums tokens, cost and errors of everything below a span", () => {
    const sums = rollUp(
      createSpanIndex([
        spanOf("root"),
        spanOf("one", { parentId: "root", usage: { inputTokens: 10, outputTokens: 5 }, cost: priced(0.5) }),
        spanOf("two", { parentId: "root", usage: { inputTokens: 1 }, cost: priced(0.25), status: "error" }),
      ]),
    );
    expect([...sums.tokens]).toEqual([16, 15, 1]);
    expect([...sums.cost]).toEqual([0.75, 0.5, 0.25]);
    expect([...sums.errors]).toEqual([1, 0, 1]);
  });

  it("tells what everything below one span used, and nothing where nothing was used", () => {
    const index = createSpanIndex([
      spanOf("root"),
      spanOf("turn", { parentId: "root" }),
      spanOf("one", { parentId: "turn", usage: { inputTokens: 10, outputTokens: 5 }, cost: priced(0.5) }),
      spanOf("two", { parentId: "turn", usage: { inputTokens: 3 }, cost: null }),
      spanOf("quiet", { parentId: "root", startTime: 1 }),
      spanOf("inside", { parentId: "quiet", startTime: 1 }),
    ]);
    const below = (spanId: string) => usedBelow(index, rollUp(index), index.positions.get(spanId)!);
    const sums = { inputTokens: 13, outputTokens: 5, cost: { usd: 0.5, unknownCalls: 1 } };
    expect([below("root"), below("turn")]).toEqual([sums, sums]);
    expect([below("one"), below("quiet")]).toEqual([undefined, undefined]);
  });

  it("counts a call once when the span above it repeats its usage", () => {
    const usage = { inputTokens: 10, outputTokens: 5 };
    const sums = rollUp(
      createSpanIndex([
        spanOf("helper", { usage, cost: priced(1) }),
        spanOf("call", { parentId: "helper", usage, cost: priced(1) }),
      ]),
    );
    expect(sums.tokens[0]).toBe(15);
    expect(sums.cost[0]).toBe(1);
  });

  it("leaves a cost unknown, and counts the unknown calls, instead of adding a zero", () => {
    const sums = rollUp(
      createSpanIndex([spanOf("root"), spanOf("call", { parentId: "root", usage: { inputTokens: 10 }, cost: null })]),
    );
    expect(sums.cost[0]).toBeNaN();
    expect(sums.unknown[0]).toBe(1);
  });
});
