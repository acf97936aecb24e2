import type { Usage } from "@trace/core";
import type { CallContext } from "@trace/core/instrument";
import { endpointOf } from "./endpoint.js";

interface TokenDetails {
  cached_tokens?: number;
  cache_write_tokens?: number;
  cache_write_tokens_details?: { ttl_30m_tokens?: number; ttl_12h_tokens?: number };
  reasoning_tokens?: number;
  audio_tokens?: number;
  image_tokens?: number;
}

/** Every spelling of usage that OpenAI-shaped providers have. */
export interface WireUsage {
  type?: string;
  prompt_tokens?: number;
  completion_tokens?: number;
  input_tokens?: number;
  output_tokens?: number;
  total_tokens?: number;
  prompt_tokens_details?: TokenDetails | null;
  completion_tokens_details?: TokenDetails | null;
  input_tokens_details?: TokenDetails | null;
  output_tokens_details?: TokenDetails | null;
  /** Transcriptions. */
  input_token_details?: TokenDetails | null;
  /** DeepSeek. */
  prompt_cache_hit_tokens?: number;
  /** LiteLLM, for Anthropic's models. */
  cache_read_input_tokens?: number;
  cache_creation_input_tokens?: number;
  /** Moonshot. */
  cached_tokens?: number;
  /** OpenRouter: USD; Perplexity: an object. */
  cost?: number | { total_cost?: number } | null;
  /** xAI: 10,000,000,000 ticks are one USD. */
  cost_in_usd_ticks?: number;
}

const TICKS_PER_USD = 1e10;

/** Reads usage in any spelling. Totals include cache and reasoning, as the providers' own totals mostly do. */
export function readUsage(usage: WireUsage | null | undefined): Usage | undefined {
  if (!usage) return undefined;
  const input = usage.prompt_tokens_details ?? usage.input_tokens_details ?? usage.input_token_details;
  const output = usage.completion_tokens_details ?? usage.output_tokens_details;
  return {
    inputTokens: usage.prompt_tokens ?? usage.input_tokens,
    outputTokens: outputTokens(usage, output?.reasoning_tokens),
    cacheReadTokens:
      input?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? usage.cache_read_input_tokens ?? usage.cached_tokens,
    cacheWriteTokens: input?.cache_write_tokens ?? usage.cache_creation_input_tokens,
    cacheWriteByTtl: cacheWriteByTtl(input?.cache_write_tokens_details),
    reasoningTokens: output?.reasoning_tokens,
    inputAudioTokens: input?.audio_tokens,
    outputAudioTokens: output?.audio_tokens,
    inputImageTokens: input?.image_tokens,
    outputImageTokens: output?.image_tokens,
    raw: usage,
  };
}

/** xAI's chat leaves reasoning out of `completion_tokens`; only the total tells. */
function outputTokens(usage: WireUsage, reasoning: number | undefined): number | undefined {
  const input = usage.prompt_tokens ?? usage.input_tokens;
  const output = usage.completion_tokens ?? usage.output_tokens;
  if (!reasoning || input === undefined || output === undefined) return output;
  return usage.total_tokens === input + output + reasoning ? output + reasoning : output;
}

function cacheWriteByTtl(details: TokenDetails["cache_write_tokens_details"]): Record<string, number> | undefined {
  if (!details) return undefined;
  const { ttl_30m_tokens: short, ttl_12h_tokens: long } = details;
  return { ...(short !== undefined && { "30m": short }), ...(long !== undefined && { "12h": long }) };
}

/** Returns USD where the provider says what the call cost. */
export function reportedCost(usage: WireUsage | null | undefined, context: CallContext): number | undefined {
  if (typeof usage?.cost_in_usd_ticks === "number") return usage.cost_in_usd_ticks / TICKS_PER_USD;
  const cost = typeof usage?.cost === "object" ? usage.cost?.total_cost : usage?.cost;
  if (typeof cost === "number") return cost;
  // A LiteLLM proxy may be anywhere but where somebody else is known to be.
  const header = endpointOf(context) ? undefined : context.header("x-litellm-response-cost");
  return header === undefined || Number.isNaN(Number(header)) ? undefined : Number(header);
}
