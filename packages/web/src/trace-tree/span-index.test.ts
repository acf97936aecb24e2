import { describe, expect, it } from "vitest";
import { spanOf } from "./span-fixture.js";
import { createSpanIndex } from "./span-index.js";

const names = (index: ReturnType<typeof createSpanIndex>) => index.spans.map((span) => span.name);

describe("createSpanIndex", () => {
  it("puts children below their parent in order of their start, whatever the order of arrival", () => {
    const index = createSpanIndex([
      spanOf("late", { parentId: "root", startTime: 30 }),
      spanOf("leaf", { parentId: "early", startTime: 15 }),
      spanOf("root", { startTime: 0 }),
      spanOf("early", { parentId: "root", startTime: 10 }),
    ]);
    expect(names(index)).toEqual(["root", "early", "leaf", "late"]);
    expect([...index.depth]).toEqual([0, 1, 2, 1]);
    expect([...index.parent]).toEqual([-1, 0, 1, 0]);
    expect([...index.end]).toEqual([4, 3, 3, 4]);
  });

  it("keeps the order of arrival among spans that start at the same moment", () => {
    const index = createSpanIndex(["a", "b", "c"].map((name) => spanOf(name)));
    expect(names(index)).toEqual(["a", "b", "c"]);
  });

  it("puts a span whose parent is missing at the top", () => {
    const index = createSpanIndex([spanOf("root"), spanOf("orphan", { parentId: "gone", startTime: 5 })]);
    expect([...index.depth]).toEqual([0, 0]);
  });

  it("shows spans that are each other's parents, and a span that is its own", () => {
    const index = createSpanIndex([
      spanOf("a", { parentId: "b" }),
      spanOf("b", { parentId: "a", startTime: 1 }),
      spanOf("self", { parentId: "self", startTime: 2 }),
    ]);
    expect(names(index).toSorted()).toEqual(["a", "b", "self"]);
    expect(index.parent[index.positions.get("a")!]).toBe(-1);
  });

  it("spans the time from the first start to the last end, with open spans counted by their start", () => {
    const index = createSpanIndex([
      spanOf("root", { startTime: 100, status: "pending" }),
      spanOf("done", { parentId: "root", startTime: 110, endTime: 150 }),
      spanOf("open", { parentId: "root", startTime: 170, status: "pending" }),
    ]);
    expect([index.startTime, index.endTime]).toEqual([100, 170]);
  });

  it("arranges a chain of 100,000 spans without running out of stack", () => {
    const chain = Array.from({ length: 100_000 }, (_, i) =>
      spanOf(`${i}`, { startTime: i, ...(i > 0 && { parentId: `${i - 1}` }) }),
    );
    const index = createSpanIndex(chain);
    expect(index.spans.at(-1)!.name).toBe("99999");
    expect(index.end[0]).toBe(100_000);
  });

  it("is empty for a trace without spans", () => {
    expect(createSpanIndex([])).toMatchObject({ startTime: 0, endTime: 0, spans: [] });
  });
});
