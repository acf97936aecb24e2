import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { scoreOptions, traceOptions } from "../api.js";
import { followLive, liveState } from "../live.js";
import type { Score, SpanSkeleton, TraceDetail, TraceSummary } from "../types.js";

const LIVE_PAUSE = 120;

type Pages = InfiniteData<TraceDetail, unknown>;

interface LiveSpans {
  trace?: TraceSummary;
  spans: ReadonlyMap<string, SpanSkeleton>;
}

const nothingLive: LiveSpans = { spans: new Map() };

/** A trace as far as it has arrived. */
export interface LoadedTrace {
  trace: TraceSummary | undefined;
  spans: readonly SpanSkeleton[];
  /** Scores of the trace as a whole, the oldest first. */
  scores: readonly Score[];
  /** Pages of spans are still on their way. */
  loading: boolean;
  error: Error | null;
}

/** Reads a trace page by page and keeps it current. */
export function useTrace(traceId: string): LoadedTrace {
  const pages = useInfiniteQuery(traceOptions(traceId));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useLiveTrace(traceId);
  const live = useQuery({ queryKey: ["live-spans", traceId], initialData: nothingLive, enabled: false }).data;
  const given = useQuery(scoreOptions(traceId)).data;
  const scores = useMemo(() => given?.items.filter(({ spanId }) => spanId === undefined).reverse() ?? [], [given]);
  const arrived = useGrown(pages.data, !hasNextPage);
  const spans = useMemo(() => mergeSpans(arrived, live.spans), [arrived, live.spans]);
  return {
    trace: live.trace ?? pages.data?.pages[0]?.trace,
    spans,
    scores,
    loading: pages.isPending || hasNextPage,
    error: pages.data ? null : pages.error,
  };
}

/**
 * The pages as of the last time that their number had doubled, or all of them once the last has arrived.
 * Arranging a large trace anew for each page would cost more than reading it.
 */
function useGrown(data: Pages | undefined, complete: boolean): Pages | undefined {
  const taken = useRef<Pages | undefined>(undefined);
  const doubled = (data?.pages.length ?? 0) >= 2 * (taken.current?.pages.length ?? 0);
  if (complete || doubled || !data) taken.current = data;
  return taken.current;
}

/** The spans of all pages with the live ones in place of older versions. */
export function mergeSpans(data: Pages | undefined, live: ReadonlyMap<string, SpanSkeleton>): readonly SpanSkeleton[] {
  const stored = data?.pages.flatMap((page) => page.spans) ?? [];
  if (live.size === 0) return stored;
  const merged = new Map(stored.map((span) => [span.spanId, span]));
  for (const [spanId, span] of live) merged.set(spanId, span);
  return [...merged.values()];
}

function useLiveTrace(traceId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const waiting = new Map<string, SpanSkeleton>();
    let summary: TraceSummary | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deliver = () => {
      timer = undefined;
      client.setQueryData<LiveSpans>(["live-spans", traceId], (before = nothingLive) => ({
        ...before,
        ...(summary && { trace: summary }),
        spans: waiting.size > 0 ? new Map([...before.spans, ...waiting]) : before.spans,
      }));
      for (const spanId of waiting.keys()) void client.invalidateQueries({ queryKey: ["span", traceId, spanId] });
      waiting.clear();
    };
    const reread = () => {
      client.setQueryData(["live-spans", traceId], nothingLive);
      void client.invalidateQueries({ queryKey: ["trace", traceId] });
      void client.invalidateQueries({ queryKey: ["scores", traceId] });
    };
    const stop = followLive({
      traceId,
      onEvent(event) {
        if (event.type === "trace" && event.trace.traceId === traceId) summary = event.trace;
        if (event.type === "spans" && event.traceId === traceId)
          for (const span of event.spans) waiting.set(span.spanId, span);
        if (event.type === "score") {
          void client.invalidateQueries({ queryKey: ["span", traceId] });
          void client.invalidateQueries({ queryKey: ["scores", traceId] });
        }
        if (event.type === "removed") void client.resetQueries({ queryKey: ["trace", traceId] });
        if (client.getQueryState(["trace", traceId])?.status === "error") reread();
        timer ??= setTimeout(deliver, LIVE_PAUSE);
      },
      onGap: reread,
      onState: liveState.set,
    });
    return () => {
      stop();
      clearTimeout(timer);
      client.removeQueries({ queryKey: ["live-spans", traceId] });
    };
  }, [client, traceId]);
}
