import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { serverNow } from "../format/clock.js";
import { followLive, liveState } from "../live.js";
import type { LiveEvent } from "../types.js";
import { applyTrace, dropTrace } from "./live-traces.js";

/** Keeps every list of traces current while the component is on the page. */
export function useLiveTraces(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = followLive({
      onEvent(event: LiveEvent) {
        if (event.type === "trace") applyTrace(client, event.trace, serverNow());
        if (event.type === "removed") dropTrace(client, event.traceId);
      },
      onGap: () => void client.invalidateQueries({ queryKey: ["traces"] }),
      onState: liveState.set,
    });
    return stop;
  }, [client]);
}
