import { describe, expect, it } from "vitest";
import { chunksOf } from "./chunks.js";

describe("chunksOf", () => {
  it("leaves a short text whole", () => {
    expect(chunksOf("one\ntwo", 10)).toEqual(["one\ntwo"]);
    expect(chunksOf("", 10)).toEqual([]);
  });

  it("breaks at the last line end that fits, and loses nothing else", () => {
    const text = Array.from({ length: 100 }, (_, i) => `line ${i}`).join("\n");
    const chunks = chunksOf(text, 50);
    expect(chunks.length).toBeGreaterThan(10);
    expect(chunks.every((chunk) => chunk.length <= 50)).toBe(true);
    expect(chunks.join("\n")).toBe(text);
  });

  it("breaks a line that is longer than a chunk, but no character", () => {
    const chunks = chunksOf(`${"a".repeat(9)}😀${"b".repeat(9)}`, 10);
    expect(chunks).toEqual(["aaaaaaaaa😀", "bbbbbbbbb"]);
  });
});
