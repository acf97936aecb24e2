import type { Cost, CostSum, SpanSkeleton } from "../types.js";
import type { SpanIndex } from "./span-index.js";

/** What a span and everything below it used, by position. Model calls are counted at the lowest span only. */
export interface Rollup {
  tokens: Float64Array;
  /** Input tokens among them. */
  input: Float64Array;
  /** USD of the calls whose cost is known; NaN where none is. */
  cost: Float64Array;
  /** Calls whose cost is unknown. */
  unknown: Uint32Array;
  errors: Uint32Array;
}

/** Sums tokens, costs and errors from the leaves up. */
export function rollUp(index: SpanIndex): Rollup {
  const count = index.spans.length;
  const tokens = new Float64Array(count);
  const input = new Float64Array(count);
  const cost = new Float64Array(count).fill(Number.NaN);
  const errors = new Uint32Array(count);
  const unknown = new Uint32Array(count);
  for (let i = count - 1; i >= 0; i--) {
    const span = index.spans[i]!;
    if (tokens[i] === 0) {
      tokens[i] = ownTokens(span);
      input[i] = span.usage?.inputTokens ?? 0;
    }
    if (span.cost === null && Number.isNaN(cost[i]) && unknown[i] === 0) unknown[i] = 1;
    if (Number.isNaN(cost[i])) cost[i] = ownCost(span.cost);
    if (span.status === "error") errors[i]!++;
    const above = index.parent[i]!;
    if (above === -1) continue;
    tokens[above]! += tokens[i]!;
    input[above]! += input[i]!;
    errors[above]! += errors[i]!;
    unknown[above]! += unknown[i]!;
    if (!Number.isNaN(cost[i])) cost[above] = (Number.isNaN(cost[above]) ? 0 : cost[above]!) + cost[i]!;
  }
  return { tokens, input, cost, unknown, errors };
}

/** What everything below one span used. */
export interface Below {
  inputTokens: number;
  outputTokens: number;
  cost: CostSum;
}

/** The sums of one span's subtree; `undefined` where nothing below it used anything. */
export function usedBelow(index: SpanIndex, rollup: Rollup, position: number): Below | undefined {
  const last = index.end[position];
  if (last === undefined || last === position + 1) return undefined;
  const [tokens, input, usd] = [rollup.tokens[position]!, rollup.input[position]!, rollup.cost[position]!];
  const cost = { usd: Number.isNaN(usd) ? null : usd, unknownCalls: rollup.unknown[position]! };
  if (tokens === 0 && cost.usd === null && cost.unknownCalls === 0) return undefined;
  return { inputTokens: input, outputTokens: tokens - input, cost };
}

function ownTokens({ usage }: SpanSkeleton): number {
  return (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
}

function ownCost(cost: Cost | null | undefined): number {
  return cost?.usd ?? Number.NaN;
}
