import { Link } from "@tanstack/react-router";
import { memo } from "react";
import table from "../controls/row-table.module.css";
import { explainCost, formatCost, UNKNOWN_COST } from "../format/cost.js";
import { formatDuration } from "../format/duration.js";
import { formatAgo, formatMoment, type Zone } from "../format/time.js";
import { formatTokenPair } from "../format/token-pair.js";
import { formatCount, formatExactCount } from "../format/tokens.js";
import { SpanTypeIcon } from "../span-type/span-type.js";
import { StatusMark } from "../status/status-mark.js";
import type { CostSum, TraceSummary, Usage } from "../types.js";
import type { TraceFilters } from "./filters.js";
import styles from "./trace-table.module.css";

export interface TraceRowProps {
  trace: TraceSummary;
  index: number;
  /** Distance from the top of the list in pixels. */
  top: number;
  now: number;
  zone: Zone;
  onFilter(change: TraceFilters): void;
}

/** One trace in the list; the whole row leads to it. */
export const TraceRow = memo(function TraceRow({ trace, index, top, now, zone, onFilter }: TraceRowProps) {
  const { traceId, name, status, type, startTime, errorCount, models, userId, sessionId, tags, spanCount } = trace;
  return (
    <tr
      aria-rowindex={index + 2}
      data-row={index}
      data-status={status}
      className={table.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <td data-column="name" className={styles.name}>
        <StatusMark status={status} />
        <SpanTypeIcon type={type} />
        <Link to="/traces/$traceId" params={{ traceId }} className={`${table.link} ${styles.link}`}>
          {name || "unnamed"}
        </Link>
        {errorCount > 0 && status !== "error" && (
          <span className={styles.errors} title="Spans in it that ended with an error">
            {errorCount === 1 ? "1 error" : `${formatCount(errorCount)} errors`}
          </span>
        )}
        <span className={styles.preview}>{trace.error?.message ?? trace.inputPreview}</span>
      </td>
      <td data-column="started" data-look="muted" title={formatMoment(startTime, zone)}>
        {formatAgo(startTime, now)}
      </td>
      <td data-column="duration" data-look="number">
        <Duration trace={trace} now={now} />
      </td>
      <td data-column="model" className={styles.models} title={models.join(", ")}>
        {models[0] && <Value text={models[0]} onClick={() => onFilter({ model: models[0]! })} />}
        {models.length > 1 && <span className={table.faint}>+{models.length - 1}</span>}
      </td>
      <td data-column="tokens" data-look="number" title={tokensTitle(trace.usage)}>
        <Tokens usage={trace.usage} />
      </td>
      <td data-column="cost" data-look="number" title={explainCost(trace.cost)}>
        <Cost cost={trace.cost} calls={trace.generationCount} />
      </td>
      <td data-column="spans" data-look="number">
        {formatCount(spanCount)}
      </td>
      <td data-column="user">{userId && <Value text={userId} onClick={() => onFilter({ user: userId })} />}</td>
      <td data-column="session">
        {sessionId && <Value text={sessionId} onClick={() => onFilter({ session: sessionId })} />}
      </td>
      <td data-column="tags" className={styles.tags} title={tags.join(", ")}>
        {tags[0] !== undefined && (
          <Value look={styles.tag} text={tags[0]} onClick={() => onFilter({ tag: tags[0]! })} />
        )}
        {tags.length > 1 && <span className={table.faint}>+{tags.length - 1}</span>}
      </td>
    </tr>
  );
});

function Value({ text, look = styles.value, onClick }: { text: string; look?: string | undefined; onClick(): void }) {
  return (
    <button type="button" className={look} title={`Only ${text}`} onClick={onClick}>
      {text}
    </button>
  );
}

function Duration({ trace: { duration, status, startTime }, now }: { trace: TraceSummary; now: number }) {
  if (status === "pending")
    return <span className={styles.running}>{formatDuration(Math.max(0, now - startTime))}</span>;
  return duration === undefined ? <span className={table.faint}>—</span> : formatDuration(duration);
}

function Tokens({ usage }: { usage: Usage }) {
  if (usage.inputTokens === undefined && usage.outputTokens === undefined)
    return <span className={table.faint}>—</span>;
  return formatTokenPair(usage);
}

function Cost({ cost, calls }: { cost: CostSum; calls: number }) {
  if (calls === 0 && cost.usd === null) return null;
  if (cost.usd === null) return <span className={table.faint}>{UNKNOWN_COST}</span>;
  return (
    <>
      {formatCost(cost.usd)}
      {cost.unknownCalls > 0 && <span className={table.faint}>+</span>}
    </>
  );
}

function tokensTitle({ inputTokens, outputTokens, cacheReadTokens }: Usage): string {
  const cached = cacheReadTokens ? ` (${formatExactCount(cacheReadTokens)} from cache)` : "";
  return `${formatExactCount(inputTokens)} in${cached}, ${formatExactCount(outputTokens)} out`;
}
