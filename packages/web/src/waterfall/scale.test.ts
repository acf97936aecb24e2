import { describe, expect, it } from "vitest";
import { barOf, createScale, ticksOf } from "./scale.js";

describe("createScale", () => {
  it("maps the first moment to 0 and the last to 1", () => {
    const scale = createScale(1000, 3000);
    expect(barOf(scale, 1000, 3000)).toEqual({ left: 0, width: 1 });
    expect(barOf(scale, 1500, 2000)).toEqual({ left: 0.25, width: 0.25 });
  });

  it("draws a span that is still open to the end of the axis", () => {
    expect(barOf(createScale(0, 100), 40, undefined)).toEqual({ left: 0.4, width: 0.6 });
  });

  it("keeps bars inside the axis, also when clocks disagree", () => {
    expect(barOf(createScale(100, 200), 50, 400)).toEqual({ left: 0, width: 1 });
    expect(barOf(createScale(100, 200), 180, 150).width).toBe(0);
  });

  it("has a length for a trace of a single moment", () => {
    const bar = barOf(createScale(5, 5), 5, 5);
    expect(bar).toEqual({ left: 0, width: 0 });
  });
});

describe("ticksOf", () => {
  it.each([
    [1000, [0, 200, 400, 600, 800, 1000]],
    [9420, [0, 2000, 4000, 6000, 8000]],
    [7, [0, 2, 4, 6]],
    [60_000, [0, 20_000, 40_000, 60_000]],
    [0.3, [0, 0.1, 0.2, 0.3]],
  ])("are round for an axis of %d ms", (length, offsets) => {
    const ticks = ticksOf(createScale(0, length), 5);
    expect(ticks.map(({ offset }) => Number(offset.toFixed(6)))).toEqual(offsets);
    expect(ticks.every(({ at }) => at >= 0 && at <= 1.000001)).toBe(true);
  });

  it("are never more than asked for, besides the zero", () => {
    for (let length = 1; length < 5000; length += 7) {
      expect(ticksOf(createScale(0, length), 5).length).toBeLessThanOrEqual(6);
    }
  });
});
