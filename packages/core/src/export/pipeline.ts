import { type Log, reportInternalError } from "../log.js";
import type { ResolvedOptions } from "../options.js";
import type { ScoreRecord, SpanRecord } from "../record.js";
import { createRedactor } from "../redact/redactor.js";
import type { Batch, Exporter } from "./exporter.js";
import { createFinish } from "./finish.js";

/** What became of spans and scores since the client was made; with several exporters, at the slowest of them. */
export interface FlushResult {
  accepted: number;
  pending: number;
  dropped: number;
}

/** Takes what ends and sees to it that it arrives. */
export interface Pipeline {
  started(record: SpanRecord): void;
  ended(record: SpanRecord): void;
  score(score: ScoreRecord): void;
  /** Resolves when everything that ended before is settled or `timeout` has passed. Never rejects. */
  flush(): Promise<FlushResult>;
  shutdown(): Promise<FlushResult>;
}

/** Creates the way from ended spans to the exporters. */
export function createPipeline(options: ResolvedOptions, _log: Log): Pipeline {
  const exporters: Exporter[] = options.exporters ?? [];
  const finish = createFinish(options, createRedactor(options));
  let accepted = 0;
  const send = (batch: Partial<Batch>) => {
    accepted++;
    for (const exporter of exporters) {
      try {
        void exporter.export({ spans: [], scores: [], resource: {}, ...batch });
      } catch (error) {
        reportInternalError(error, `exporter ${exporter.name}`);
      }
    }
  };
  const flush = async () => ({ accepted, pending: 0, dropped: 0 });
  return {
    started() {},
    ended: (record) => send({ spans: [finish(record)] }),
    score: (score) => send({ scores: [score] }),
    flush,
    shutdown: flush,
  };
}
