import type { ScoreRecord } from "../record.js";
import type { Batch, Exporter, FinishedSpan } from "./exporter.js";
import { createImmediate } from "./immediate.js";

/** An exporter that keeps everything, for tests. */
export interface MemoryExporter extends Exporter {
  readonly spans: FinishedSpan[];
  readonly scores: ScoreRecord[];
  clear(): void;
}

/** Creates an exporter that keeps spans as soon as they end; no flush is needed. */
export function memoryExporter(): MemoryExporter {
  const spans: FinishedSpan[] = [];
  const scores: ScoreRecord[] = [];
  return {
    name: "memory",
    immediate: createImmediate,
    spans,
    scores,
    clear() {
      spans.length = 0;
      scores.length = 0;
    },
    export(batch: Batch) {
      spans.push(...batch.spans);
      scores.push(...batch.scores);
      return undefined;
    },
  };
}
