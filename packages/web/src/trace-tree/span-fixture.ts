import type { SpanSkeleton } from "../types.js";

/** A span for tests: an ended, ordinary one unless said otherwise. */
export function spanOf(spanId: string, parts: Partial<SpanSkeleton> = {}): SpanSkeleton {
  return {
    spanId,
    name: spanId,
    type: "span",
    status: "ok",
    level: "DEFAULT",
    startTime: 0,
    hasInput: false,
    hasOutput: false,
    ...parts,
  };
}
