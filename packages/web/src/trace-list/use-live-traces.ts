import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { serverNow } from "../format/clock.js";
import { followLive, liveState } from "../live.js";
import type { TraceSummary } from "../types.js";
import { applyTrace, dropTrace } from "./live-traces.js";

/** Milliseconds for which changes are gathered, so that a busy server does not redraw the list for each. */
const GATHER = 120;
/** Milliseconds between two readings of a list that only the server can bring up to date. */
const REREAD = 2000;

/** Keeps every list of traces current while the component is on the page. */
export function useLiveTraces(): void {
  const client = useQueryClient();
  useEffect(() => {
    const changes = createChanges(client);
    const stop = followLive({
      onEvent(event) {
        if (event.type === "trace") changes.add(event.trace);
        if (event.type === "removed") dropTrace(client, event.traceId);
      },
      onGap: () => void client.invalidateQueries({ queryKey: ["traces"] }),
      onState: liveState.set,
    });
    return () => {
      stop();
      changes.stop();
    };
  }, [client]);
}

function createChanges(client: QueryClient) {
  const traces = new Map<string, TraceSummary>();
  const unsure = new Map<string, QueryKey>();
  let applying: ReturnType<typeof setTimeout> | undefined;
  let rereading: ReturnType<typeof setTimeout> | undefined;
  const reread = () => {
    rereading = undefined;
    for (const queryKey of unsure.values()) void client.invalidateQueries({ queryKey });
    unsure.clear();
  };
  const apply = () => {
    applying = undefined;
    for (const trace of traces.values()) {
      for (const key of applyTrace(client, trace, serverNow())) unsure.set(JSON.stringify(key), key);
    }
    traces.clear();
    if (unsure.size > 0) rereading ??= setTimeout(reread, REREAD);
  };
  return {
    add(trace: TraceSummary) {
      traces.set(trace.traceId, trace);
      applying ??= setTimeout(apply, GATHER);
    },
    stop() {
      clearTimeout(applying);
      clearTimeout(rereading);
    },
  };
}
