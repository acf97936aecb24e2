import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useListKeys } from "../controls/list-keys.js";
import table from "../controls/row-table.module.css";
import type { Zone } from "../format/time.js";
import { useNow } from "../format/use-now.js";
import type { TraceSummary } from "../types.js";
import { columnWidths } from "./column-widths.js";
import type { TraceFilters } from "./filters.js";
import { TraceRow } from "./trace-row.js";
import styles from "./trace-table.module.css";

const ROW = 36;
const skeletonRows = Array.from({ length: 14 }, (_, i) => `row ${i}`);
const columns = ["Name", "Started", "Duration", "Model", "Tokens", "Cost", "Spans", "User", "Session", "Tags"] as const;
const numbers: ReadonlySet<string> = new Set(["Duration", "Tokens", "Cost", "Spans"]);

export interface TraceTableProps {
  traces: readonly TraceSummary[];
  zone: Zone;
  /** No page has arrived yet. */
  loading: boolean;
  /** The rows are those of the filters before. */
  stale: boolean;
  /** Called when the reader nears the last row. */
  onEnd(): void;
  onFilter(change: TraceFilters): void;
}

/** Traces as rows of a table that draws only what is in view. */
export function TraceTable({ traces, zone, loading, stale, onEnd, onFilter }: TraceTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(1000);
  const widths = useMemo(() => columnWidths(traces), [traces]);
  const rows = useVirtualizer({
    count: traces.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (i) => traces[i]!.traceId,
    overscan: 12,
  });
  useKeptPlace(scroller, traces);
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (traces.length > 0 && last >= traces.length - 20) onEnd();
  });
  useListKeys(scroller, traces.length, rows.scrollToIndex);
  return (
    <div ref={scroller} className={table.scroller} data-stale={stale || undefined}>
      <table
        className={`${table.table} ${styles.columns}`}
        style={widths as CSSProperties}
        aria-label="Traces"
        aria-rowcount={traces.length + 1}
        aria-busy={loading}
      >
        <thead>
          <tr aria-rowindex={1} className={table.head}>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                data-column={column.toLowerCase()}
                data-look={numbers.has(column) ? "number" : undefined}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={table.body} style={{ height: loading ? undefined : rows.getTotalSize() }}>
          {loading &&
            skeletonRows.map((row) => (
              <tr key={row} className={styles.skeleton}>
                <td />
              </tr>
            ))}
          {items.map(({ index, start, key }) => (
            <TraceRow
              key={key}
              trace={traces[index]!}
              index={index}
              top={start}
              now={now}
              zone={zone}
              onFilter={onFilter}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Keeps the row at the top in place when others arrive or leave above it; goes to the top when it is gone. */
function useKeptPlace(scroller: React.RefObject<HTMLDivElement | null>, traces: readonly TraceSummary[]): void {
  const before = useRef(traces);
  useLayoutEffect(() => {
    const element = scroller.current;
    const top = Math.floor((element?.scrollTop ?? 0) / ROW);
    const kept = before.current[top]?.traceId;
    before.current = traces;
    if (!element || top === 0 || kept === undefined) return;
    const now = traces.findIndex(({ traceId }) => traceId === kept);
    element.scrollTop = now === -1 ? 0 : element.scrollTop + (now - top) * ROW;
  }, [scroller, traces]);
}
