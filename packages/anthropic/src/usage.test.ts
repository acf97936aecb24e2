import { describe, expect, it } from "vitest";
import { usageOf } from "./usage.js";

// Contract 31
describe("usage", () => {
  it("counts uncached input, cache reads and cache writes once each in the input total", () => {
    const usage = usageOf({
      input_tokens: 10,
      output_tokens: 50,
      cache_read_input_tokens: 300,
      cache_creation_input_tokens: 2000,
      cache_creation: { ephemeral_5m_input_tokens: 1500, ephemeral_1h_input_tokens: 500 },
      output_tokens_details: { thinking_tokens: 20 },
    });
    expect(usage).toMatchObject({
      inputTokens: 2310,
      outputTokens: 50,
      cacheReadTokens: 300,
      cacheWriteTokens: 2000,
      cacheWriteByTtl: { "5m": 1500, "1h": 500 },
      reasoningTokens: 20,
    });
  });

  it("keeps the provider's object, so that nothing it says is lost", () => {
    const raw = { input_tokens: 1, output_tokens: 2, server_tool_use: { web_search_requests: 3 } };
    expect(usageOf(raw)?.raw).toBe(raw);
  });

  it("says nothing of a cache that the provider says nothing of", () => {
    const usage = usageOf({ input_tokens: 5, output_tokens: 6 });
    expect(usage).toEqual({ inputTokens: 5, outputTokens: 6, raw: expect.anything() });
  });

  it("has no output total when the provider gave none, rather than zero", () => {
    expect(usageOf({ input_tokens: 5 })).not.toHaveProperty("outputTokens", expect.any(Number));
    expect(usageOf(undefined)).toBeUndefined();
    expect(usageOf(null)).toBeUndefined();
  });

  it("adds the tokens of compactions, which the totals leave out, and of no other step", () => {
    const usage = usageOf({
      input_tokens: 100,
      output_tokens: 10,
      iterations: [
        { type: "compaction", input_tokens: 7000, output_tokens: 900, cache_read_input_tokens: 50 },
        { type: "message", input_tokens: 100, output_tokens: 10 },
        { type: "advisor_message", input_tokens: 4000, output_tokens: 400 },
      ],
    });
    expect(usage).toMatchObject({ inputTokens: 7150, outputTokens: 910, cacheReadTokens: 50 });
  });
});
