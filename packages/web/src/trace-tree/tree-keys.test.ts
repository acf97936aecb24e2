import { describe, expect, it } from "vitest";
import { spanOf } from "./span-fixture.js";
import { createSpanIndex } from "./span-index.js";
import { nextError, treeStep } from "./tree-keys.js";
import { visibleRows } from "./visible-rows.js";

const index = createSpanIndex([
  spanOf("root"),
  spanOf("plan", { parentId: "root", startTime: 1, status: "error" }),
  spanOf("think", { parentId: "plan", startTime: 2 }),
  spanOf("act", { parentId: "root", startTime: 3, status: "error" }),
]);

function press(key: string, selected: string, collapsed: string[] = []) {
  const folded = new Set(collapsed);
  const rows = visibleRows(index, folded);
  const position = index.positions.get(selected)!;
  const isOpen = (at: number) => !folded.has(index.spans[at]!.spanId);
  const step = treeStep(key, { index, rows, position, row: rows.indexOf(position), isOpen });
  if (!step) return undefined;
  return "select" in step ? index.spans[step.select]!.name : `toggle ${index.spans[step.toggle]!.name}`;
}

describe("treeStep", () => {
  it.each([
    ["ArrowDown", "root", "plan"],
    ["j", "root", "plan"],
    ["k", "plan", "root"],
    ["End", "root", "act"],
    ["Home", "act", "root"],
    ["ArrowRight", "plan", "think"],
    ["ArrowLeft", "think", "plan"],
    ["ArrowLeft", "plan", "toggle plan"],
  ])("%s on %s leads to %s", (key, selected, outcome) => {
    expect(press(key, selected)).toBe(outcome);
  });

  it("opens a collapsed span before it enters it, and skips what is collapsed", () => {
    expect(press("ArrowRight", "plan", ["plan"])).toBe("toggle plan");
    expect(press("ArrowDown", "plan", ["plan"])).toBe("act");
    expect(press("ArrowLeft", "plan", ["plan"])).toBe("root");
  });

  it("goes nowhere beyond the ends, nor for other keys", () => {
    expect(press("ArrowUp", "root")).toBeUndefined();
    expect(press("ArrowDown", "act")).toBeUndefined();
    expect(press("x", "root")).toBeUndefined();
  });
});

describe("nextError", () => {
  it("goes from error to error and starts again after the last", () => {
    expect(nextError(index, 0)).toBe(1);
    expect(nextError(index, 1)).toBe(3);
    expect(nextError(index, 3)).toBe(1);
  });

  it("is absent where nothing failed", () => {
    expect(nextError(createSpanIndex([spanOf("fine")]), 0)).toBeUndefined();
  });
});
