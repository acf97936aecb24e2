import { describe, expect, it } from "vitest";
import { formatCost, formatExactCost } from "./cost.js";
import { formatDuration } from "./duration.js";
import { formatAgo, formatMoment } from "./time.js";
import { formatTokenPair } from "./token-pair.js";
import { formatBytes, formatCount } from "./tokens.js";

describe("formatDuration", () => {
  it.each([
    [0, "0 ms"],
    [0.004, "0.01 ms"],
    [0.42, "0.42 ms"],
    [0.999, "1 ms"],
    [1.25, "1.3 ms"],
    [9.99, "10 ms"],
    [820.4, "820 ms"],
    [999.7, "1.00 s"],
    [1850, "1.85 s"],
    [12_340, "12.3 s"],
    [59_970, "1 m 00 s"],
    [245_000, "4 m 05 s"],
    [3_599_700, "1 h 00 m"],
    [7_800_000, "2 h 10 m"],
    [-1, "—"],
    [Number.NaN, "—"],
  ])("says %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe("formatCost", () => {
  it.each([
    [0, "$0"],
    [0.00000000042, "$4.2e-10"],
    [0.00000005, "$5e-8"],
    [0.00000215, "$2.2e-6"],
    [0.0000099, "$9.9e-6"],
    [0.000042, "$0.000042"],
    [0.00012345, "$0.00012"],
    [0.0046, "$0.0046"],
    [0.031, "$0.0310"],
    [1234.5, "$1,234.50"],
  ])("says %d as %s", (dollars, text) => {
    expect(formatCost(dollars)).toBe(text);
  });

  it("never claims zero for an unknown cost", () => {
    for (const unknown of [null, undefined, Number.NaN]) {
      expect(formatCost(unknown)).toBe("—");
      expect(formatExactCost(unknown)).toBe("unknown");
    }
  });

  it("keeps every digit where exactness is asked for", () => {
    expect(formatExactCost(0.002944)).toBe("$0.002944");
    expect(formatExactCost(0.00000084)).toBe("$0.00000084");
  });
});

describe("formatCount", () => {
  it.each([
    [840, "840"],
    [9999, "9,999"],
    [12_345, "12.3k"],
    [128_000, "128k"],
    [999_600, "1M"],
    [1_234_567, "1.2M"],
    [undefined, "—"],
  ])("says %s as %s", (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  it("says input and output together, and one of them alone", () => {
    expect(formatTokenPair({ inputTokens: 2140, outputTokens: 188 })).toBe("2,140 → 188");
    expect(formatTokenPair({ inputTokens: 42 })).toBe("42");
    expect(formatTokenPair({ outputTokens: 42 })).toBe("? → 42");
  });

  it("says sizes in decimal units", () => {
    expect([812, 14_200, 3_100_000].map(formatBytes)).toEqual(["812 B", "14.2 kB", "3.1 MB"]);
  });
});

describe("times", () => {
  const moment = Date.UTC(2026, 10, 21, 2, 14, 5, 120);

  it("are absolute in UTC", () => {
    expect(formatMoment(moment, "utc")).toBe("2026-11-21 02:14:05.120 UTC");
  });

  it.each([
    [500, "now"],
    [8_000, "8s ago"],
    [61_000, "1m ago"],
    [7_200_000, "2h ago"],
    [3 * 86_400_000, "3d ago"],
    [60 * 86_400_000, "2026-11-21"],
  ])("of %d ms ago are %s", (age, text) => {
    expect(formatAgo(moment, moment + age)).toBe(text);
  });
});
