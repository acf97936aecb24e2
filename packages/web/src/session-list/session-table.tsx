import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useListKeys } from "../controls/list-keys.js";
import table from "../controls/row-table.module.css";
import { explainCost, formatCost, UNKNOWN_COST } from "../format/cost.js";
import { formatDuration } from "../format/duration.js";
import { formatAgo, formatMoment, type Zone } from "../format/time.js";
import { formatCount } from "../format/tokens.js";
import { useNow } from "../format/use-now.js";
import type { SessionSummary } from "../types.js";
import styles from "./session-list.module.css";

const ROW = 36;
const columns = ["Session", "Users", "Last activity", "Length", "Traces", "Errors", "Tokens", "Cost"] as const;
const numbers: ReadonlySet<string> = new Set(["Length", "Traces", "Errors", "Tokens", "Cost"]);

export interface SessionTableProps {
  sessions: readonly SessionSummary[];
  zone: Zone;
  /** Called when the reader nears the last row. */
  onEnd(): void;
}

/** Sessions as rows of a table that draws only what is in view. */
export function SessionTable({ sessions, zone, onEnd }: SessionTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(5000);
  const rows = useVirtualizer({
    count: sessions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (sessions.length > 0 && last >= sessions.length - 20) onEnd();
  });
  useListKeys(scroller, sessions.length, rows.scrollToIndex);
  return (
    <div ref={scroller} className={table.scroller}>
      <table className={`${table.table} ${styles.columns}`} aria-label="Sessions" aria-rowcount={sessions.length + 1}>
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
        <tbody className={table.body} style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => (
            <Row
              key={sessions[index]!.sessionId}
              session={sessions[index]!}
              index={index}
              top={start}
              now={now}
              zone={zone}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  session: SessionSummary;
  index: number;
  top: number;
  now: number;
  zone: Zone;
}

function Row({ session, index, top, now, zone }: RowProps) {
  const { sessionId, users, startTime, endTime, traceCount, errorCount, usage, cost } = session;
  const tokens = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  return (
    <tr aria-rowindex={index + 2} data-row={index} className={table.row} style={{ transform: `translateY(${top}px)` }}>
      <td>
        <Link to="/sessions/$sessionId" params={{ sessionId }} className={table.link}>
          {sessionId}
        </Link>
      </td>
      <td data-column="users" data-look="muted">
        {users.join(", ")}
      </td>
      <td data-column="last activity" data-look="muted" title={formatMoment(endTime, zone)}>
        {formatAgo(endTime, now)}
      </td>
      <td data-column="length" data-look="number">
        {formatDuration(endTime - startTime)}
      </td>
      <td data-column="traces" data-look="number">
        {formatCount(traceCount)}
      </td>
      <td data-column="errors" data-look="number" data-any={errorCount > 0 || undefined}>
        {errorCount > 0 ? formatCount(errorCount) : ""}
      </td>
      <td data-column="tokens" data-look="number">
        {tokens > 0 ? formatCount(tokens) : "—"}
      </td>
      <td data-column="cost" data-look="number" title={explainCost(cost)}>
        {cost.usd === null ? UNKNOWN_COST : formatCost(cost.usd)}
        {cost.usd !== null && cost.unknownCalls > 0 && "+"}
      </td>
    </tr>
  );
}
