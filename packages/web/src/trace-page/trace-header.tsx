import { Link } from "@tanstack/react-router";
import { ChevronRight, MessagesSquare, Server, Tag, User } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "../controls/copy-button.js";
import { Fact } from "../controls/fact.js";
import { explainCost, formatCost } from "../format/cost.js";
import { formatDuration } from "../format/duration.js";
import { formatScore } from "../format/score.js";
import { formatMoment, type Zone } from "../format/time.js";
import { formatTokenPair } from "../format/token-pair.js";
import { formatCount } from "../format/tokens.js";
import { TokenHint } from "../span-detail/token-hint.js";
import { SpanTypeIcon } from "../span-type/span-type.js";
import { StatusBadge } from "../status/status-mark.js";
import type { Score, TraceSummary } from "../types.js";
import styles from "./trace-header.module.css";

/** Scores that the header has room for; the root span shows all of them. */
const SHOWN_SCORES = 6;

export interface TraceHeaderProps {
  /** Absent until the first page of the trace has arrived. */
  trace: TraceSummary | undefined;
  traceId: string;
  /** Scores of the trace as a whole. */
  scores: readonly Score[];
  now: number;
  zone: Zone;
}

/** What a trace was, in one line: outcome, time, tokens, cost, and whom it served. */
export function TraceHeader({ trace, traceId, scores, now, zone }: TraceHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        <Link to="/traces" className={styles.up}>
          Traces
        </Link>
        <ChevronRight size={13} className={styles.separator} aria-hidden />
        {trace && <SpanTypeIcon type={trace.type} size={15} />}
        <h1 className={styles.name}>{trace?.name ?? "…"}</h1>
        {trace && <StatusBadge status={trace.status} />}
        {trace && <Chips trace={trace} />}
        <span className={styles.id}>
          <code title={traceId}>{traceId.slice(0, 8)}</code>
          <CopyButton text={traceId} label="Copy trace id" />
        </span>
      </div>
      {trace && <Facts trace={trace} scores={scores} now={now} zone={zone} />}
    </header>
  );
}

interface FactsProps extends Pick<TraceHeaderProps, "scores" | "now" | "zone"> {
  trace: TraceSummary;
}

function Facts({ trace, scores, now, zone }: FactsProps) {
  const { duration, status, startTime, usage, cost, models, spanCount, errorCount, lostCount } = trace;
  const running = status === "pending" ? Math.max(0, now - startTime) : duration;
  return (
    <dl className={styles.facts}>
      <Fact label="Started">{formatMoment(startTime, zone).slice(0, 19)}</Fact>
      <Fact label="Duration">{running === undefined ? "—" : formatDuration(running)}</Fact>
      {usage.inputTokens !== undefined || usage.outputTokens !== undefined ? (
        <Fact label="Tokens" hint={<TokenHint usage={usage} />}>
          {formatTokenPair(usage)}
        </Fact>
      ) : null}
      {(trace.generationCount > 0 || cost.usd !== null) && (
        <Fact label="Cost" hint={explainCost(cost)}>
          {cost.usd === null ? "unknown" : formatCost(cost.usd)}
          {cost.usd !== null && cost.unknownCalls > 0 && "+"}
        </Fact>
      )}
      <Fact label="Spans">{formatCount(spanCount)}</Fact>
      {errorCount > 0 && <Fact label="Errors">{formatCount(errorCount)}</Fact>}
      {lostCount > 0 && <Fact label="Lost">{formatCount(lostCount)}</Fact>}
      {models.length > 0 && (
        <Fact label={models.length > 1 ? "Models" : "Model"} hint={models.length > 2 && models.join(", ")}>
          {models.slice(0, 2).join(", ")}
          {models.length > 2 && ` +${models.length - 2}`}
        </Fact>
      )}
      {trace.environment && <Fact label="Environment">{trace.environment}</Fact>}
      {trace.release && <Fact label="Release">{trace.release}</Fact>}
      {scores.slice(0, SHOWN_SCORES).map((score) => (
        <Fact key={score.id} label={score.name} hint={score.comment}>
          {formatScore(score)}
        </Fact>
      ))}
    </dl>
  );
}

function Chips({ trace: { serviceName, userId, sessionId, tags } }: { trace: TraceSummary }) {
  return (
    <div className={styles.chips}>
      {serviceName && (
        <span className={styles.chip} title="Service">
          <Server size={12} aria-hidden />
          <Text>{serviceName}</Text>
        </span>
      )}
      {userId && (
        <Link to="/traces" search={{ user: userId }} className={styles.chip} title="Traces of this user">
          <User size={12} aria-hidden />
          <Text>{userId}</Text>
        </Link>
      )}
      {sessionId && (
        <Link to="/sessions/$sessionId" params={{ sessionId }} className={styles.chip} title="This session">
          <MessagesSquare size={12} aria-hidden />
          <Text>{sessionId}</Text>
        </Link>
      )}
      {tags.map((tag) => (
        <Link key={tag} to="/traces" search={{ tag }} className={styles.chip} title="Traces with this tag">
          <Tag size={12} aria-hidden />
          <Text>{tag}</Text>
        </Link>
      ))}
    </div>
  );
}

function Text({ children }: { children: ReactNode }) {
  return <span className={styles.chipText}>{children}</span>;
}
