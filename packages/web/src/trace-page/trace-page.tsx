import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useMemo } from "react";
import { Split } from "../controls/split.js";
import { useZone } from "../format/time.js";
import { useNow } from "../format/use-now.js";
import { Failure } from "../shell/failure.js";
import { SpanPanel } from "../span-detail/span-panel.js";
import { rollUp, usedBelow } from "../trace-tree/rollup.js";
import { createSpanIndex } from "../trace-tree/span-index.js";
import { SpanTree } from "../trace-tree/span-tree.js";
import { TraceHeader } from "./trace-header.js";
import styles from "./trace-page.module.css";
import type { TraceView } from "./trace-view.js";
import { useTrace } from "./use-trace.js";

/** One trace: its spans on the left, the selected span on the right. */
export function TracePage() {
  const { traceId } = useParams({ from: "/traces/$traceId" });
  const view = useSearch({ from: "/traces/$traceId" });
  const navigate = useNavigate({ from: "/traces/$traceId" });
  const [zone] = useZone();
  const { trace, spans, scores, loading, error } = useTrace(traceId);
  const now = useNow(trace?.status === "pending" ? 500 : 60_000);
  const arrived = useDeferredValue(spans);
  const index = useMemo(() => createSpanIndex(arrived), [arrived]);
  const rollup = useMemo(() => rollUp(index), [index]);
  const selected = view.span ?? index.spans[0]?.spanId;
  const position = selected === undefined ? -1 : (index.positions.get(selected) ?? -1);
  const change = (next: TraceView) => void navigate({ search: { ...view, ...next }, replace: true });
  useEffect(() => {
    document.title = trace ? `${trace.name} · Trace` : "Trace";
    return () => {
      document.title = "Trace";
    };
  }, [trace]);
  if (error) return <Failure error={error} />;
  return (
    <div className={styles.page}>
      <TraceHeader trace={trace} traceId={traceId} scores={scores} now={now} zone={zone} />
      <Split
        label="Width of the list of spans"
        storageKey="trace.split"
        initial={0.48}
        left={
          <SpanTree
            index={index}
            rollup={rollup}
            loading={loading}
            selected={selected}
            layout={view.layout ?? "waterfall"}
            now={trace?.status === "pending" ? now : undefined}
            onSelect={(span) => change({ span })}
            onLayout={(layout) => change({ layout })}
          />
        }
        right={
          selected && (
            <SpanPanel
              key={selected}
              traceId={traceId}
              spanId={selected}
              skeleton={index.spans[position]}
              traceScores={position === 0 ? scores : []}
              below={usedBelow(index, rollup, position)}
              tab={view.tab}
              zone={zone}
              onTab={(tab) => change({ tab })}
            />
          )
        }
      />
    </div>
  );
}
