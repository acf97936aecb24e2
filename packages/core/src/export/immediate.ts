import type { ResolvedOptions } from "../options.js";
import type { ScoreRecord, SpanRecord } from "../record.js";
import { createRedactor } from "../redact/redactor.js";
import type { Batch } from "./exporter.js";
import { createFinish } from "./finish.js";
import { releaseMedia } from "./media.js";
import { cleanScore } from "./parcel.js";
import { describeProcess } from "./resource.js";

/** Makes batches of one record, on the caller's thread: for exporters that show a span as soon as it has ended. */
export interface Immediate {
  ofSpan(record: SpanRecord): Batch;
  ofScore(score: ScoreRecord): Batch;
  redact(text: string): string;
}

/** Creates what an immediate exporter needs of a client's options. */
export function createImmediate(options: ResolvedOptions): Immediate {
  const redactor = createRedactor(options);
  const finish = createFinish(options, redactor);
  const resource = describeProcess(options);
  return {
    ofSpan(record) {
      releaseMedia(record);
      return { spans: [finish(record)], scores: [], resource };
    },
    ofScore: (score) => ({ spans: [], scores: [cleanScore(score, redactor)], resource }),
    redact: redactor.text,
  };
}
