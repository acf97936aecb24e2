import type { Cost, SpanSkeleton } from "../types.js";
import type { SpanIndex } from "./span-index.js";

/** What a span and everything below it used, by position. Model calls are counted at the lowest span only. */
export interface Rollup {
  tokens: Float64Array;
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
  const cost = new Float64Array(count).fill(Number.NaN);
  const errors = new Uint32Array(count);
  const unknown = new Uint32Array(count);
  for (let i = count - 1; i >= 0; i--) {
    const span = index.spans[i]!;
    if (tokens[i] === 0) tokens[i] = ownTokens(span);
    if (Number.isNaN(cost[i])) cost[i] = ownCost(span.cost);
    if (span.status === "error") errors[i]!++;
    if (span.cost === null) unknown[i]!++;
    const above = index.parent[i]!;
    if (above === -1) continue;
    tokens[above]! += tokens[i]!;
    errors[above]! += errors[i]!;
    unknown[above]! += unknown[i]!;
    if (!Number.isNaN(cost[i])) cost[above] = (Number.isNaN(cost[above]) ? 0 : cost[above]!) + cost[i]!;
  }
  return { tokens, cost, unknown, errors };
}

function ownTokens({ usage }: SpanSkeleton): number {
  return (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
}

function ownCost(cost: Cost | null | undefined): number {
  return cost?.usd ?? Number.NaN;
}
