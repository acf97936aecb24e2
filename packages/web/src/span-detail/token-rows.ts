import type { Cost, Usage } from "../types.js";

/** One kind of tokens: how many, and what they cost where that is known. */
export interface TokenRow {
  /** Names the row among those of one call. */
  key: string;
  label: string;
  tokens: number;
  cost?: number;
  /** Part of the row above rather than of the total. */
  part?: boolean;
}

interface Kind {
  label: string;
  tokens(usage: Usage): number | undefined;
  /** The price table's buckets that these tokens fall into. */
  buckets: readonly string[];
}

const inputKinds: readonly Kind[] = [
  { label: "Uncached", tokens: uncached, buckets: ["input"] },
  { label: "Cache read", tokens: (usage) => usage.cacheReadTokens, buckets: ["cacheRead"] },
  { label: "Cache write", tokens: (usage) => usage.cacheWriteTokens, buckets: ["cacheWrite", "cacheWrite1h"] },
  { label: "Audio", tokens: (usage) => usage.inputAudioTokens, buckets: ["inputAudio"] },
  { label: "Images", tokens: (usage) => usage.inputImageTokens, buckets: ["inputImage"] },
];

const outputKinds: readonly Kind[] = [
  { label: "Reasoning", tokens: (usage) => usage.reasoningTokens, buckets: ["reasoning"] },
  { label: "Audio", tokens: (usage) => usage.outputAudioTokens, buckets: ["outputAudio"] },
  { label: "Images", tokens: (usage) => usage.outputImageTokens, buckets: ["outputImage"] },
];

/** Tokens by kind, totals first and their parts below them. */
export function tokenRows(usage: Usage, cost?: Cost | null): TokenRow[] {
  const input = partsOf(inputKinds, usage, cost);
  const output = partsOf(outputKinds, usage, cost);
  const inputCost = sum(
    cost,
    inputKinds.flatMap((kind) => kind.buckets),
  );
  const outputCost = sum(cost, ["output", ...outputKinds.flatMap((kind) => kind.buckets)]);
  return [
    ...total("Input", usage.inputTokens, inputCost, input.length > 1 ? input : []),
    ...total("Output", usage.outputTokens, outputCost, output),
  ];
}

function total(label: string, tokens: number | undefined, cost: number | undefined, parts: TokenRow[]): TokenRow[] {
  if (tokens === undefined) return [];
  return [{ key: label, label, tokens, ...(cost !== undefined && { cost }) }, ...parts];
}

function partsOf(kinds: readonly Kind[], usage: Usage, cost: Cost | null | undefined): TokenRow[] {
  return kinds.flatMap((kind) => {
    const tokens = kind.tokens(usage);
    if (!tokens) return [];
    const partCost = sum(cost, kind.buckets);
    return [
      {
        key: kind.buckets[0]!,
        label: kind.label,
        tokens,
        part: true,
        ...(partCost !== undefined && { cost: partCost }),
      },
    ];
  });
}

function sum(cost: Cost | null | undefined, buckets: readonly string[]): number | undefined {
  const known = buckets.flatMap((bucket) => cost?.parts?.[bucket] ?? []);
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0);
}

function uncached(usage: Usage): number | undefined {
  if (usage.inputTokens === undefined) return undefined;
  const { cacheReadTokens = 0, cacheWriteTokens = 0, inputAudioTokens = 0, inputImageTokens = 0 } = usage;
  return Math.max(0, usage.inputTokens - cacheReadTokens - cacheWriteTokens - inputAudioTokens - inputImageTokens);
}
