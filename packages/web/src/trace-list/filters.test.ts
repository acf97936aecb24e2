import { describe, expect, it } from "vitest";
import { parseFilters, passes, toQuery } from "./filters.js";
import { traceOf } from "./trace-fixture.js";

describe("parseFilters", () => {
  it("takes what it knows from an address and drops the rest", () => {
    const search = {
      status: "error",
      type: "nonsense",
      model: "gpt-5-mini",
      range: "24h",
      from: "x",
      other: 1,
      text: "",
    };
    expect(parseFilters(search)).toEqual({ status: "error", model: "gpt-5-mini", range: "24h" });
  });

  it("reads a value of digits that the address gave as a number", () => {
    expect(parseFilters({ user: 42, from: 1000 })).toEqual({ user: "42", from: 1000 });
  });

  it("does not take a name that objects inherit for a range", () => {
    expect(parseFilters({ range: "constructor" })).toEqual({});
  });
});

describe("toQuery", () => {
  it("turns a range into a start time", () => {
    expect(toQuery({ range: "1h", tag: "beta" }, 10_000_000)).toEqual({ tag: "beta", from: 6_400_000 });
  });
});

describe("passes", () => {
  const trace = traceOf("a", { models: ["gpt-5-mini"], tags: ["beta"], userId: "ada", startTime: 5000 });

  it("holds when every filter holds", () => {
    expect(passes(trace, { model: "gpt-5-mini", tag: "beta", user: "ada", from: 5000 }, 0)).toBe(true);
    expect(passes(trace, {}, 0)).toBe(true);
  });

  it.each([
    { status: "error" },
    { model: "other" },
    { tag: "alpha" },
    { user: "bob" },
    { to: 5000 },
    { from: 5001 },
  ] as const)("fails for %o", (filters) => {
    expect(passes(trace, filters, 0)).toBe(false);
  });

  it("leaves full text and types inside the trace to the server", () => {
    expect(passes(trace, { text: "refund" }, 0)).toBeUndefined();
    expect(passes(trace, { type: "tool" }, 0)).toBeUndefined();
    expect(passes(trace, { type: "agent" }, 0)).toBe(true);
    expect(passes(trace, { text: "refund", user: "bob" }, 0)).toBe(false);
  });
});
