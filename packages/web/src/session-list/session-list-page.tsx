import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import { useEffect, useMemo } from "react";
import { sessionListOptions } from "../api.js";
import { CodeBlock } from "../controls/code-block.js";
import { EmptyState } from "../controls/empty-state.js";
import { useZone } from "../format/time.js";
import { followLive, liveState } from "../live.js";
import { Failure } from "../shell/failure.js";
import styles from "./session-list.module.css";
import { SessionTable } from "./session-table.js";

const REREAD_PAUSE = 2000;
const example = 'withContext({ sessionId: "chat-42", userId: "ada" }, () => answer(question));';

/** The sessions: conversations of several traces. */
export function SessionListPage() {
  const [zone] = useZone();
  const list = useInfiniteQuery(sessionListOptions());
  const sessions = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  useLiveSessions();
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <h1 className={styles.title}>Sessions</h1>
      </header>
      {list.error ? (
        <Failure error={list.error} />
      ) : sessions.length === 0 && !list.isPending ? (
        <EmptyState
          icon={MessagesSquare}
          title="No sessions yet"
          action={<CodeBlock label="Name the session around your calls" code={example} />}
        >
          A session holds the traces of one conversation, in order.
        </EmptyState>
      ) : (
        <SessionTable
          sessions={sessions}
          zone={zone}
          onEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
        />
      )}
    </div>
  );
}

function useLiveSessions(): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reread = () => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: ["sessions"] });
    };
    const stop = followLive({
      onEvent(event) {
        if (event.type === "trace" && event.trace.sessionId) timer ??= setTimeout(reread, REREAD_PAUSE);
      },
      onGap: reread,
      onState: liveState.set,
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client]);
}
