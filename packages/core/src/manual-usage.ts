import type { Usage } from "./usage.js";

/** Usage as a caller may write it: in our names, or in either of OpenAI's. Other keys are kept in `raw`. */
export interface UsageInput extends Usage {
  prompt_tokens?: number;
  completion_tokens?: number;
  input_tokens?: number;
  output_tokens?: number;
  [key: string]: unknown;
}

const counters = [
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "reasoningTokens",
  "inputAudioTokens",
  "outputAudioTokens",
  "inputImageTokens",
  "outputImageTokens",
] as const satisfies readonly (keyof Usage)[];

type Details = { cached_tokens?: unknown; cache_write_tokens?: unknown; reasoning_tokens?: unknown } | undefined;

/** Reads usage that a caller set by hand. What is not a count is kept in `raw`, never guessed at. */
export function readUsage(input: UsageInput): Usage {
  const inputDetails = (input.prompt_tokens_details ?? input.input_tokens_details) as Details;
  const outputDetails = (input.completion_tokens_details ?? input.output_tokens_details) as Details;
  const given: Record<string, unknown> = {
    inputTokens: input.prompt_tokens ?? input.input_tokens,
    outputTokens: input.completion_tokens ?? input.output_tokens,
    cacheReadTokens: inputDetails?.cached_tokens,
    cacheWriteTokens: inputDetails?.cache_write_tokens,
    reasoningTokens: outputDetails?.reasoning_tokens,
  };
  const usage: Usage = {};
  for (const name of counters) {
    const count = input[name] ?? given[name];
    if (typeof count === "number" && count >= 0 && Number.isFinite(count)) usage[name] = count;
  }
  if (input.cacheWriteByTtl) usage.cacheWriteByTtl = { ...input.cacheWriteByTtl };
  const raw = input.raw ?? rest(input);
  if (raw !== undefined) usage.raw = raw;
  return usage;
}

function rest(input: UsageInput): Record<string, unknown> | undefined {
  const known = new Set<string>([...counters, "cacheWriteByTtl"]);
  const others = Object.entries(input).filter(([name]) => !known.has(name));
  return others.length > 0 ? Object.fromEntries(others) : undefined;
}
