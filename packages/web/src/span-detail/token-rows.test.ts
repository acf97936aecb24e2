import { describe, expect, it } from "vitest";
import { tokenRows } from "./token-rows.js";

const shown = (rows: ReturnType<typeof tokenRows>) => rows.map(({ label, tokens, cost }) => [label, tokens, cost]);

describe("tokenRows", () => {
  it("splits the input into its parts, each with its cost", () => {
    const usage = { inputTokens: 1000, cacheReadTokens: 600, cacheWriteTokens: 100, outputTokens: 50 };
    const parts = { input: 0.3, cacheRead: 0.06, cacheWrite: 0.02, cacheWrite1h: 0.01, output: 0.5 };
    expect(shown(tokenRows(usage, { usd: 0.89, source: "price-table", parts }))).toEqual([
      ["Input", 1000, 0.39],
      ["Uncached", 300, 0.3],
      ["Cache read", 600, 0.06],
      ["Cache write", 100, 0.03],
      ["Output", 50, 0.5],
    ]);
  });

  it("shows the total alone where there is one kind only", () => {
    expect(shown(tokenRows({ inputTokens: 42 }))).toEqual([["Input", 42, undefined]]);
  });

  it("shows reasoning as a part of the output, with a cost only where it has a price of its own", () => {
    const usage = { outputTokens: 50, reasoningTokens: 20 };
    const rows = tokenRows(usage, { usd: 1, source: "price-table", parts: { output: 1 } });
    expect(shown(rows)).toEqual([
      ["Output", 50, 1],
      ["Reasoning", 20, undefined],
    ]);
  });

  it("gives every row a key of its own", () => {
    const usage = { inputTokens: 9, inputAudioTokens: 4, outputTokens: 9, outputAudioTokens: 4 };
    const keys = tokenRows(usage).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
