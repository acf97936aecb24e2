import { describe, expect, it } from "vitest";
import type { Usage } from "../api/types.js";
import { priceOf } from "./cost.js";

const time = Date.UTC(2026, 10, 21, 12);
const cost = (
  provider: string | undefined,
  model: string,
  usage: Usage,
  more: { serviceTier?: string; time?: number } = {},
) => priceOf({ provider, model, usage, time, ...more });

// Contract 31 and 32
describe("the cost of a call", () => {
  it.each<[string, string, string, Usage, { serviceTier?: string; time?: number }, number, string]>([
    [
      "counts cached input at the cached price",
      "openai",
      "gpt-5",
      { inputTokens: 10_000, cacheReadTokens: 8_000, outputTokens: 1_000 },
      {},
      0.0025 + 0.001 + 0.01,
      "openai/gpt-5",
    ],
    [
      "finds a model by its dated name",
      "openai",
      "gpt-5-mini-2025-08-07",
      { inputTokens: 1_000_000 },
      {},
      0.25,
      "openai/gpt-5-mini",
    ],
    [
      "prices cache writes by their time to live",
      "anthropic",
      "claude-sonnet-4-6",
      {
        inputTokens: 3_000,
        cacheReadTokens: 500,
        cacheWriteTokens: 1_500,
        cacheWriteByTtl: { "5m": 500, "1h": 1_000 },
        outputTokens: 200,
      },
      {},
      0.003 + 0.00015 + 0.001875 + 0.006 + 0.003,
      "anthropic/claude-sonnet-4-6",
    ],
    [
      "takes cache writes without a time to live as five minutes",
      "anthropic",
      "claude-haiku-4-5-20251001",
      { inputTokens: 1_000, cacheWriteTokens: 1_000 },
      {},
      0.00125,
      "anthropic/claude-haiku-4-5-20251001",
    ],
    [
      "halves a batch, cache included",
      "anthropic",
      "claude-opus-4-8",
      { inputTokens: 2_000, cacheReadTokens: 1_000, outputTokens: 100 },
      { serviceTier: "batch" },
      (0.005 + 0.0005 + 0.0025) / 2,
      "anthropic/claude-opus-4-8#batch",
    ],
    [
      "knows the flex tier",
      "openai",
      "gpt-5.2",
      { inputTokens: 1_000, cacheReadTokens: 400, outputTokens: 100 },
      { serviceTier: "flex" },
      0.000525 + 0.000035 + 0.0007,
      "openai/gpt-5.2#flex",
    ],
    [
      "knows the priority tier",
      "openai",
      "gpt-4o",
      { inputTokens: 1_000, outputTokens: 100 },
      { serviceTier: "priority" },
      0.00425 + 0.0017,
      "openai/gpt-4o#priority",
    ],
    [
      "charges all of a long request at the long price",
      "openai",
      "gpt-5.4",
      { inputTokens: 300_000, cacheReadTokens: 100_000, outputTokens: 1_000 },
      {},
      1 + 0.05 + 0.0225,
      "openai/gpt-5.4#above-271999",
    ],
    [
      "keeps the short price at the limit",
      "google-vertex",
      "gemini-2.5-pro",
      { inputTokens: 200_000 },
      {},
      0.25,
      "google-vertex/gemini-2.5-pro",
    ],
    [
      "raises the flex price of a long request in proportion",
      "openai",
      "gpt-5.4",
      { inputTokens: 300_000 },
      { serviceTier: "flex" },
      0.75,
      "openai/gpt-5.4#flex#above-271999",
    ],
    [
      "prices audio apart",
      "openai",
      "gpt-audio",
      { inputTokens: 1_500, inputAudioTokens: 1_000, outputTokens: 600, outputAudioTokens: 500 },
      {},
      0.00125 + 0.032 + 0.001 + 0.032,
      "openai/gpt-audio",
    ],
    [
      "prices images apart",
      "gcp.gemini",
      "gemini-2.5-flash-image",
      { inputTokens: 1_000, outputTokens: 1_290, outputImageTokens: 1_290 },
      {},
      0.0003 + 0.0387,
      "google/gemini-2.5-flash-image",
    ],
    [
      "counts reasoning as output where it has no price of its own",
      "openai",
      "o3",
      { inputTokens: 100, outputTokens: 1_000, reasoningTokens: 900 },
      {},
      0.0002 + 0.008,
      "openai/o3",
    ],
    [
      "changes with the date",
      "gcp.gemini",
      "gemini-3.8-flash",
      { inputTokens: 1_000_000 },
      { time: Date.UTC(2027, 0, 1) },
      1.5,
      "google/gemini-3.8-flash",
    ],
    [
      "changes with the hour",
      "deepseek",
      "deepseek-v4-pro",
      { inputTokens: 1_000_000 },
      { time: Date.UTC(2026, 10, 21, 7) },
      1.32,
      "deepseek/deepseek-v4-pro#06:00-10:00",
    ],
    [
      "has no output price for embeddings",
      "openai",
      "text-embedding-3-small",
      { inputTokens: 1_000_000 },
      {},
      0.02,
      "openai/text-embedding-3-small",
    ],
    [
      "asks OpenAI's table for an Azure model that Azure's lacks",
      "azure.ai.openai",
      "o3-2025-04-16",
      { inputTokens: 1_000_000 },
      {},
      2,
      "azure/o3",
    ],
  ])("%s", (_, provider, model, usage, more, usd, rule) => {
    const priced = cost(provider, model, usage, more);
    expect(priced?.usd).toBeCloseTo(usd, 10);
    expect(priced).toMatchObject({ source: "price-table", rule });
  });

  it.each<[string, string, string, Usage, { serviceTier?: string }]>([
    ["the model is unknown", "openai", "my-finetune", { inputTokens: 10 }, {}],
    ["the provider is unknown, whatever the model is called", "ollama", "gpt-4o", { inputTokens: 10 }, {}],
    ["the tier's price is unknown", "openai", "gpt-6-sol", { inputTokens: 10 }, { serviceTier: "flex" }],
    ["nothing says how many tokens there were", "openai", "gpt-4o", {}, {}],
  ])("is unknown, never zero, when %s", (_, provider, model, usage, more) => {
    expect(cost(provider, model, usage, more)).toBeNull();
  });

  it("names the date of the price it used", () => {
    expect(cost("openai", "gpt-4o", { inputTokens: 1 })?.ruleDate).toBe("2026-11-20");
    expect(cost("gcp.gemini", "gemini-3.8-flash", { inputTokens: 1 }, { time: Date.UTC(2027, 0, 2) })?.ruleDate).toBe(
      "2027-01-01",
    );
  });
});
