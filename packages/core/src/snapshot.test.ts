import { describe, expect, it } from "vitest";
import { snapshot } from "./snapshot.js";

describe("snapshot", () => {
  it("keeps what a value was when the caller changes it later", () => {
    const message = { role: "user", content: "before" };
    const messages = [message];
    const kept = snapshot(messages);
    message.content = "after";
    messages.push({ role: "user", content: "more" });
    expect(kept).toEqual([{ role: "user", content: "before" }]);
  });

  // Contract 40
  it.each([
    ["a BigInt", () => ({ n: 12n }), { n: "12" }],
    ["bytes", () => ({ data: new Uint8Array(9) }), { data: { type: "bytes", size: 9 } }],
    ["a Map", () => new Map([["a", { b: 1 }]]), { a: { b: 1 } }],
    ["a Set", () => new Set([1, 2]), [1, 2]],
    ["a Date", () => ({ at: new Date(0) }), { at: "1970-01-01T00:00:00.000Z" }],
    [
      "an instance",
      () =>
        new (class Point {
          x = 1;
          y = 2;
        })(),
      { x: 1, y: 2 },
    ],
    ["a function", () => ({ run: function run() {} }), { run: "[Function run]" }],
    ["NaN", () => [Number.NaN, Number.POSITIVE_INFINITY], ["NaN", "Infinity"]],
    ["a promise", () => ({ later: Promise.resolve(1) }), { later: "[Promise]" }],
    ["an error", () => new TypeError("no"), { name: "TypeError", message: "no" }],
    ["a Blob", () => new Blob(["abc"], { type: "text/plain" }), { type: "bytes", size: 3, mimeType: "text/plain" }],
  ])("records %s as something that JSON can say", (_, make, expected) => {
    const result = snapshot(make());
    expect(result).toEqual(expected);
    expect(() => JSON.stringify(result)).not.toThrow();
  });

  it("cuts a cycle where it closes", () => {
    const node: Record<string, unknown> = { name: "a" };
    node.self = node;
    expect(snapshot(node)).toEqual({ name: "a", self: "[Circular]" });
  });

  it("loses only the field whose getter throws", () => {
    const value = {
      good: 1,
      get bad(): never {
        throw new Error("no");
      },
      after: 2,
    };
    expect(snapshot(value)).toEqual({ good: 1, bad: "[Unreadable]", after: 2 });
  });

  it("keeps the beginning of an array of a million elements and says how much is missing", () => {
    const result = snapshot(Array.from({ length: 1_000_000 }, (_, index) => index)) as unknown[];
    expect(result.length).toBe(10_001);
    expect(result.at(-1)).toBe("[990000 more]");
  });

  it("stops at a depth that recursion survives", () => {
    let value: unknown = "deep";
    for (let level = 0; level < 100_000; level++) value = { value };
    expect(JSON.stringify(snapshot(value))).toContain("[Truncated]");
  });

  it("keeps the prototype of its copies out of a caller's reach", () => {
    const value = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
    const result = snapshot(value) as { polluted?: boolean };
    expect(result.polluted).toBeUndefined();
    expect(result).toEqual({ a: 1 });
  });
});
