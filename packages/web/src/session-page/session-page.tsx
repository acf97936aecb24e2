import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useEffect } from "react";
import { sessionOptions } from "../api.js";
import { CopyButton } from "../controls/copy-button.js";
import { Fact } from "../controls/fact.js";
import { explainCost, formatCost } from "../format/cost.js";
import { formatMoment, useZone, type Zone } from "../format/time.js";
import { formatTokenPair } from "../format/token-pair.js";
import { formatCount } from "../format/tokens.js";
import { followLive, liveState } from "../live.js";
import { Failure } from "../shell/failure.js";
import { TokenHint } from "../span-detail/token-hint.js";
import type { SessionSummary } from "../types.js";
import styles from "./session-page.module.css";
import { SessionTrace } from "./session-trace.js";

const REREAD_PAUSE = 1000;

/** One session: its traces in the order in which they happened. */
export function SessionPage() {
  const { sessionId } = useParams({ from: "/sessions/$sessionId" });
  const [zone] = useZone();
  const session = useQuery(sessionOptions(sessionId));
  useLiveSession(sessionId);
  if (session.error) return <Failure error={session.error} />;
  const traces = session.data?.traces.items.toSorted((a, b) => a.startTime - b.startTime) ?? [];
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.line}>
          <Link to="/sessions" className={styles.up}>
            Sessions
          </Link>
          <ChevronRight size={13} className={styles.separator} aria-hidden />
          <h1 className={styles.name}>{sessionId}</h1>
          <CopyButton text={sessionId} label="Copy session id" />
        </div>
        {session.data && <Facts session={session.data.session} zone={zone} />}
      </header>
      <ol className={styles.traces}>
        {traces.map((trace) => (
          <SessionTrace key={trace.traceId} trace={trace} zone={zone} />
        ))}
        {session.data?.traces.nextCursor && (
          <li className={styles.more}>
            <Link to="/traces" search={{ session: sessionId }}>
              All {formatCount(session.data.session.traceCount)} traces of this session
            </Link>
          </li>
        )}
      </ol>
    </div>
  );
}

function Facts({ session, zone }: { session: SessionSummary; zone: Zone }) {
  const { startTime, endTime, traceCount, errorCount, users, usage, cost } = session;
  return (
    <dl className={styles.facts}>
      <Fact label="Started">{formatMoment(startTime, zone).slice(0, 19)}</Fact>
      <Fact label="Last activity">{formatMoment(endTime, zone).slice(0, 19)}</Fact>
      <Fact label="Traces">{formatCount(traceCount)}</Fact>
      {errorCount > 0 && <Fact label="Errors">{formatCount(errorCount)}</Fact>}
      <Fact label="Tokens" hint={<TokenHint usage={usage} />}>
        {formatTokenPair(usage)}
      </Fact>
      <Fact label="Cost" hint={explainCost(cost)}>
        {cost.usd === null ? "unknown" : formatCost(cost.usd)}
      </Fact>
      {users.length > 0 && <Fact label={users.length > 1 ? "Users" : "User"}>{users.join(", ")}</Fact>}
    </dl>
  );
}

function useLiveSession(sessionId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reread = () => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: ["session", sessionId] });
    };
    const stop = followLive({
      onEvent(event) {
        if (event.type === "trace" && event.trace.sessionId === sessionId) timer ??= setTimeout(reread, REREAD_PAUSE);
      },
      onGap: reread,
      onState: liveState.set,
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, sessionId]);
}
