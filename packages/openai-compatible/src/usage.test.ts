import type { CallContext } from "@trace/core/instrument";
import { expect, it } from "vitest";
import { readUsage, reportedCost, type WireUsage } from "./usage.js";

// Contract 31
it.each<[string, WireUsage, object]>([
  [
    "OpenAI's chat, whose totals include cache and reasoning",
    {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 80, audio_tokens: 5, cache_write_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 30, audio_tokens: 2 },
    },
    {
      inputTokens: 100,
      outputTokens: 50,
      cacheReadTokens: 80,
      cacheWriteTokens: 3,
      reasoningTokens: 30,
      inputAudioTokens: 5,
      outputAudioTokens: 2,
    },
  ],
  [
    "OpenAI's responses, with cache writes by time to live",
    {
      input_tokens: 100,
      output_tokens: 50,
      total_tokens: 150,
      input_tokens_details: {
        cached_tokens: 0,
        cache_write_tokens: 90,
        cache_write_tokens_details: { ttl_30m_tokens: 60, ttl_12h_tokens: 30 },
      },
      output_tokens_details: { reasoning_tokens: 10 },
    },
    {
      inputTokens: 100,
      outputTokens: 50,
      cacheReadTokens: 0,
      cacheWriteTokens: 90,
      cacheWriteByTtl: { "30m": 60, "12h": 30 },
      reasoningTokens: 10,
    },
  ],
  [
    "xAI's chat, whose output leaves reasoning out of all but the total",
    {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 420,
      completion_tokens_details: { reasoning_tokens: 300 },
    },
    { inputTokens: 100, outputTokens: 320, reasoningTokens: 300 },
  ],
  [
    "xAI's responses, which include it",
    { input_tokens: 100, output_tokens: 320, total_tokens: 420, output_tokens_details: { reasoning_tokens: 300 } },
    { inputTokens: 100, outputTokens: 320, reasoningTokens: 300 },
  ],
  [
    "DeepSeek, which counts hits and misses",
    { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, prompt_cache_hit_tokens: 64 },
    { inputTokens: 100, outputTokens: 20, cacheReadTokens: 64 },
  ],
  [
    "an image",
    { input_tokens: 60, output_tokens: 1000, input_tokens_details: { image_tokens: 50 } },
    { inputTokens: 60, outputTokens: 1000, inputImageTokens: 50 },
  ],
  [
    "a transcription",
    { type: "tokens", input_tokens: 14, output_tokens: 45, input_token_details: { audio_tokens: 14 } },
    { inputTokens: 14, outputTokens: 45, inputAudioTokens: 14 },
  ],
])("reads %s", (_, wire, usage) => {
  expect(readUsage(wire)).toEqual({ ...usage, raw: wire });
});

it("says nothing of usage that is not there", () => {
  expect(readUsage(null)).toBeUndefined();
  expect(readUsage(undefined)).toBeUndefined();
});

const noHeaders = {
  client: undefined,
  args: [],
  baseURL: "http://proxy:4000",
  header: () => undefined,
} satisfies CallContext;
const litellm = (cost: string) => ({
  ...noHeaders,
  header: (name: string) => (name === "x-litellm-response-cost" ? cost : undefined),
});

// Contract 32
it.each<[string, WireUsage | undefined, CallContext, number | undefined]>([
  ["OpenRouter's credits", { cost: 0.0042 }, noHeaders, 0.0042],
  ["xAI's ticks", { cost_in_usd_ticks: 37_756_000 }, noHeaders, 0.0037756],
  ["Perplexity's object", { cost: { total_cost: 0.006 } }, noHeaders, 0.006],
  ["a free call", { cost: 0 }, noHeaders, 0],
  ["a LiteLLM proxy's header", undefined, litellm("1.25e-05"), 0.0000125],
  ["a header that is no number", undefined, litellm("None"), undefined],
  ["OpenAI, which says nothing", { prompt_tokens: 3 }, noHeaders, undefined],
])("takes the cost that is reported: %s", (_, usage, context, cost) => {
  expect(reportedCost(usage, context)).toBe(cost);
});
