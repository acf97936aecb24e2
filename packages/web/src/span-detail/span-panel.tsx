import { useQuery } from "@tanstack/react-query";
import { CatchBoundary } from "@tanstack/react-router";
import { readText, spanOptions } from "../api.js";
import type { Zone } from "../format/time.js";
import { createTextSource } from "../payload/text-source.js";
import { Failure } from "../shell/failure.js";
import type { SpanTab } from "../trace-page/trace-view.js";
import type { Below } from "../trace-tree/rollup.js";
import type { Score, SpanSkeleton } from "../types.js";
import { SpanDetailView } from "./span-detail-view.js";
import { SpanHead } from "./span-head.js";
import styles from "./span-panel.module.css";

export interface SpanPanelProps {
  traceId: string;
  spanId: string;
  /** The span without its payload; absent until the trace has arrived that far. */
  skeleton: SpanSkeleton | undefined;
  /** What everything below the span used; absent where nothing was. */
  below: Below | undefined;
  /** Scores of the trace as a whole, which its root shows beside its own. */
  traceScores: readonly Score[];
  tab: SpanTab | undefined;
  zone: Zone;
  onTab(tab: SpanTab): void;
}

/** The selected span: its figures at once, its payload as soon as it is read. */
export function SpanPanel({ traceId, spanId, skeleton, below, traceScores, tab, zone, onTab }: SpanPanelProps) {
  const span = useQuery(spanOptions(traceId, spanId));
  const known = skeleton ?? span.data;
  return (
    <section className={styles.panel} aria-label="Selected span">
      {known && <SpanHead span={known} below={below} zone={zone} />}
      {span.data ? (
        <CatchBoundary getResetKey={() => `${spanId} ${span.dataUpdatedAt} ${tab}`} errorComponent={Failure}>
          <SpanDetailView
            span={{ ...span.data, scores: [...span.data.scores, ...traceScores] }}
            source={createTextSource(span.data, (path, offset) => readText(traceId, spanId, path, offset))}
            tab={tab}
            zone={zone}
            onTab={onTab}
          />
        </CatchBoundary>
      ) : span.error ? (
        <Failure error={span.error} />
      ) : (
        <div className={styles.loading} aria-busy="true" />
      )}
    </section>
  );
}
