import { describe, expect, it } from "vitest";
import { spanOf } from "./span-fixture.js";
import { createSpanIndex } from "./span-index.js";
import { matchingRows, parentsBelowRoot, rowOf, visibleRows } from "./visible-rows.js";

const index = createSpanIndex([
  spanOf("root"),
  spanOf("plan", { parentId: "root", startTime: 1 }),
  spanOf("think", { parentId: "plan", startTime: 2, model: "gpt-5-mini" }),
  spanOf("act", { parentId: "root", startTime: 3 }),
]);
const namesOf = (rows: Int32Array) => [...rows].map((position) => index.spans[position]!.name);

describe("visibleRows", () => {
  it("shows every span when nothing is collapsed", () => {
    expect(namesOf(visibleRows(index, new Set()))).toEqual(["root", "plan", "think", "act"]);
  });

  it("leaves out what is below a collapsed span, but not the span", () => {
    expect(namesOf(visibleRows(index, new Set(["plan"])))).toEqual(["root", "plan", "act"]);
    expect(namesOf(visibleRows(index, new Set(["root", "plan"])))).toEqual(["root"]);
  });
});

describe("matchingRows", () => {
  it("finds by name and by model, and keeps the spans above a match", () => {
    expect(namesOf(matchingRows(index, "GPT-5"))).toEqual(["root", "plan", "think"]);
    expect(namesOf(matchingRows(index, "act"))).toEqual(["root", "act"]);
  });

  it("finds nothing for words that no span has", () => {
    expect(matchingRows(index, "absent")).toHaveLength(0);
  });
});

describe("rowOf", () => {
  it("is the nearest shown span above one that is hidden", () => {
    const rows = visibleRows(index, new Set(["plan"]));
    expect(rowOf(rows, index, index.positions.get("think")!)).toBe(1);
    expect(rowOf(rows, index, index.positions.get("act")!)).toBe(2);
  });
});

describe("parentsBelowRoot", () => {
  it("names the spans that can be collapsed while the root stays open", () => {
    expect([...parentsBelowRoot(index)]).toEqual(["plan"]);
  });
});
