import type { Usage } from "../api/types.js";
import type { Attributes } from "../receive/otlp.js";
import { countOf, take } from "./take.js";

type Bucket = Exclude<keyof Usage, "cacheWriteByTtl">;

/** Names under which buckets arrive: the conventions old and new, then other instrumentations' own. */
const names: [Bucket, string[]][] = [
  [
    "inputTokens",
    [
      "gen_ai.usage.input_tokens",
      "gen_ai.usage.prompt_tokens",
      "llm.token_count.prompt",
      "ai.usage.inputTokens",
      "ai.usage.promptTokens",
      "llm.usage.prompt_tokens",
    ],
  ],
  [
    "outputTokens",
    [
      "gen_ai.usage.output_tokens",
      "gen_ai.usage.completion_tokens",
      "llm.token_count.completion",
      "ai.usage.outputTokens",
      "ai.usage.completionTokens",
      "llm.usage.completion_tokens",
    ],
  ],
  [
    "cacheReadTokens",
    [
      "gen_ai.usage.cache_read.input_tokens",
      "gen_ai.usage.cache_read_input_tokens",
      "llm.token_count.prompt_details.cache_read",
      "ai.usage.cachedInputTokens",
    ],
  ],
  [
    "cacheWriteTokens",
    [
      "gen_ai.usage.cache_creation.input_tokens",
      "gen_ai.usage.cache_write.input_tokens",
      "gen_ai.usage.cache_creation_input_tokens",
      "llm.token_count.prompt_details.cache_write",
    ],
  ],
  [
    "reasoningTokens",
    [
      "gen_ai.usage.reasoning.output_tokens",
      "gen_ai.usage.reasoning_tokens",
      "llm.token_count.completion_details.reasoning",
      "ai.usage.reasoningTokens",
    ],
  ],
  ["inputAudioTokens", ["gen_ai.usage.audio.input_tokens", "llm.token_count.prompt_details.audio"]],
  ["outputAudioTokens", ["gen_ai.usage.audio.output_tokens", "llm.token_count.completion_details.audio"]],
  ["inputImageTokens", ["gen_ai.usage.image.input_tokens"]],
  ["outputImageTokens", ["gen_ai.usage.image.output_tokens"]],
];
const known = new Set(names.flatMap(([, spellings]) => spellings));

/** Takes the token counts out of a span's attributes. */
export function takeUsage(attributes: Attributes, cacheWriteByTtl: unknown): Usage | undefined {
  const usage: Usage = {};
  let any = false;
  for (const key of attributes.keys()) {
    if (known.has(key)) any = true;
  }
  if (!any) return undefined;
  for (const [bucket, spellings] of names) {
    for (const name of spellings) {
      const tokens = countOf(take(attributes, name));
      if (tokens !== undefined) usage[bucket] ??= tokens;
    }
  }
  const byTtl = readByTtl(cacheWriteByTtl);
  if (byTtl) usage.cacheWriteByTtl = byTtl;
  return withWholeTotals(usage);
}

function readByTtl(text: unknown): Record<string, number> | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const entries = Object.entries(JSON.parse(text)).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    );
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  } catch {
    return undefined;
  }
}

/** Some instrumentations give totals without their parts; a part that exceeds its total proves it. */
function withWholeTotals(usage: Usage): Usage {
  const cached = (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0);
  if (usage.inputTokens !== undefined && cached > usage.inputTokens) usage.inputTokens += cached;
  const reasoning = usage.reasoningTokens ?? 0;
  if (usage.outputTokens !== undefined && reasoning > usage.outputTokens) usage.outputTokens += reasoning;
  return usage;
}
