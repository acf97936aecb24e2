import { describe, expect, it } from "vitest";
import { readBlocks, readPieces } from "./blocks.js";

const shown = (text: string) => readBlocks(text).map(({ kind, text: content }) => [kind, content]);

describe("readBlocks", () => {
  it("divides a text into paragraphs, headings, items and code", () => {
    expect(shown("# Plan\nFirst\nsecond\n\n- one\n2. two\n```js\nlet a;\n```\nend")).toEqual([
      ["heading", "Plan"],
      ["paragraph", "First\nsecond"],
      ["item", "one"],
      ["item", "two"],
      ["code", "let a;"],
      ["paragraph", "end"],
    ]);
  });

  it("shows code whose fence never closes, as in an answer that was cut", () => {
    expect(shown("```\nlet a;")).toEqual([["code", "let a;"]]);
  });

  it("leaves marks inside code alone", () => {
    expect(shown("```\n# not a heading\n- nor an item\n```")).toEqual([["code", "# not a heading\n- nor an item"]]);
  });

  it("gives every block a line of its own", () => {
    const lines = readBlocks("a\n# b\n- c\n```\nd\n```\ne\n```\nf").map(({ line }) => line);
    expect(new Set(lines).size).toBe(lines.length);
  });
});

describe("readPieces", () => {
  it("marks code and strong text and keeps the rest", () => {
    expect(readPieces("use `a*b` **now** or 2 ** 3").map(({ kind, text }) => [kind, text])).toEqual([
      ["plain", "use "],
      ["code", "a*b"],
      ["plain", " "],
      ["strong", "now"],
      ["plain", " or 2 ** 3"],
    ]);
  });
});
