import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { formatCost, UNKNOWN_COST } from "../format/cost.js";
import { formatDuration } from "../format/duration.js";
import { formatMoment, type Zone } from "../format/time.js";
import { formatTokenPair } from "../format/token-pair.js";
import { formatCount } from "../format/tokens.js";
import { StatusMark } from "../status/status-mark.js";
import type { TraceSummary } from "../types.js";
import styles from "./session-page.module.css";

/** One trace of a session: what was asked, what was answered, and what it took. */
export function SessionTrace({ trace, zone }: { trace: TraceSummary; zone: Zone }) {
  const { traceId, name, status, startTime, duration, usage, cost, models, inputPreview, outputPreview, error } = trace;
  const tokens = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  return (
    <li className={styles.trace}>
      <Link to="/traces/$traceId" params={{ traceId }} className={styles.traceHead}>
        <StatusMark status={status} />
        <span className={styles.traceName}>{name}</span>
        <span className={styles.traceFacts}>
          {trace.errorCount > 0 && (
            <span className={styles.errors} title="Spans in it that ended with an error">
              {trace.errorCount === 1 ? "1 error" : `${formatCount(trace.errorCount)} errors`}
            </span>
          )}
          <span>{formatMoment(startTime, zone).slice(11, 19)}</span>
          <span>{duration === undefined ? "running" : formatDuration(duration)}</span>
          {tokens > 0 && <span>{formatTokenPair(usage)} tokens</span>}
          {trace.generationCount > 0 && <span>{cost.usd === null ? UNKNOWN_COST : formatCost(cost.usd)}</span>}
          <span className={styles.model} title={models.join(", ")}>
            {models[0]}
            {models.length > 1 && ` +${models.length - 1}`}
          </span>
        </span>
        <ArrowRight size={14} className={styles.open} aria-hidden />
      </Link>
      {inputPreview && <Preview label="In" text={inputPreview} />}
      {error ? (
        <Preview label="Error" text={error.message} failed />
      ) : (
        outputPreview && <Preview label="Out" text={outputPreview} />
      )}
    </li>
  );
}

function Preview({ label, text, failed = false }: { label: string; text: string; failed?: boolean }) {
  return (
    <p className={styles.preview} data-failed={failed || undefined}>
      <span className={styles.previewLabel}>{label}</span>
      <span className={styles.previewText}>{text}</span>
    </p>
  );
}
