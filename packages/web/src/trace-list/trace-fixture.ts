import type { TraceSummary } from "../types.js";

/** A trace for tests: an ended one with nothing in it unless said otherwise. */
export function traceOf(traceId: string, parts: Partial<TraceSummary> = {}): TraceSummary {
  return {
    traceId,
    name: `trace ${traceId}`,
    type: "agent",
    status: "ok",
    startTime: 0,
    spanCount: 1,
    generationCount: 0,
    errorCount: 0,
    pendingCount: 0,
    lostCount: 0,
    models: [],
    providers: [],
    usage: {},
    cost: { usd: null, unknownCalls: 0 },
    tags: [],
    ...parts,
  };
}
