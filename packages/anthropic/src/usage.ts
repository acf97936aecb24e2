import type { Usage } from "@trace/core";

/** Token counts as Anthropic sends them; older SDKs and cut streams leave most of them out. */
export interface AnthropicUsage {
  input_tokens?: number | null;
  output_tokens?: number | null;
  cache_read_input_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  cache_creation?: { ephemeral_5m_input_tokens?: number; ephemeral_1h_input_tokens?: number } | null;
  output_tokens_details?: { thinking_tokens?: number | null } | null;
  service_tier?: string | null;
  speed?: string | null;
  /** One entry per sampling step of a beta call. */
  iterations?: ({ type?: string } & AnthropicUsage)[] | null;
}

/** Turns Anthropic's counts, whose input leaves the cache out, into totals that include their parts. */
export function usageOf(usage: AnthropicUsage | null | undefined): Usage | undefined {
  if (!usage) return undefined;
  // Summarising a context is billed beside the call: `compaction` entries are in no other count.
  const billed = [usage, ...(usage.iterations ?? []).filter((entry) => entry?.type === "compaction")];
  const cacheReadTokens = sum(billed, (entry) => entry.cache_read_input_tokens);
  const cacheWriteTokens = sum(billed, (entry) => entry.cache_creation_input_tokens);
  const uncached = sum(billed, (entry) => entry.input_tokens);
  return {
    inputTokens: uncached === undefined ? undefined : uncached + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0),
    outputTokens: usage.output_tokens == null ? undefined : sum(billed, (entry) => entry.output_tokens),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWriteByTtl: cacheWritesByTtl(billed),
    reasoningTokens: usage.output_tokens_details?.thinking_tokens ?? undefined,
    raw: usage,
  };
}

function cacheWritesByTtl(billed: AnthropicUsage[]): Record<string, number> | undefined {
  const short = sum(billed, (entry) => entry.cache_creation?.ephemeral_5m_input_tokens);
  const long = sum(billed, (entry) => entry.cache_creation?.ephemeral_1h_input_tokens);
  return short || long ? { "5m": short ?? 0, "1h": long ?? 0 } : undefined;
}

function sum(billed: AnthropicUsage[], read: (entry: AnthropicUsage) => number | null | undefined): number | undefined {
  let total: number | undefined;
  for (const entry of billed) {
    const count = read(entry);
    if (count != null) total = (total ?? 0) + count;
  }
  return total;
}
