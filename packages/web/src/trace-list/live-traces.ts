import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import type { TraceList, TraceSummary } from "../types.js";
import { passes, type TraceFilters } from "./filters.js";

type Pages = InfiniteData<TraceList, string | undefined>;

/**
 * Puts a changed or new trace into every list in the cache.
 *
 * @returns the keys of the lists to read again, because only the server can tell whether the trace belongs there
 */
export function applyTrace(client: QueryClient, trace: TraceSummary, now: number): QueryKey[] {
  const unsure: QueryKey[] = [];
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: ["traces"] })) {
    if (!pages) continue;
    const fits = passes(trace, key[1] as TraceFilters, now);
    const next = fits === false ? without(pages, trace.traceId) : withTrace(pages, trace, fits === true);
    if (next) client.setQueryData(key, next);
    else unsure.push(key);
  }
  return unsure;
}

/** Takes a deleted trace out of every list in the cache. */
export function dropTrace(client: QueryClient, traceId: string): void {
  client.setQueriesData<Pages>({ queryKey: ["traces"] }, (pages) => pages && without(pages, traceId));
}

/** The pages with the trace in its place; `undefined` when it is new and might not belong there. */
export function withTrace(pages: Pages, trace: TraceSummary, belongs: boolean): Pages | undefined {
  let found = false;
  const replaced = pages.pages.map((page) => {
    const at = page.items.findIndex(({ traceId }) => traceId === trace.traceId);
    if (at === -1) return page;
    found = true;
    return { ...page, items: page.items.with(at, trace) };
  });
  if (found) return { ...pages, pages: replaced };
  return belongs ? { ...pages, pages: inserted(pages.pages, trace) } : undefined;
}

function inserted(pages: TraceList[], trace: TraceSummary): TraceList[] {
  const at = pages.findIndex(({ items, nextCursor }) => !nextCursor || items.some((item) => isOlder(item, trace)));
  return pages.map((page, i) => {
    if (i !== at) return page;
    const place = page.items.findIndex((item) => isOlder(item, trace));
    return { ...page, items: page.items.toSpliced(place === -1 ? page.items.length : place, 0, trace) };
  });
}

function isOlder(item: TraceSummary, trace: TraceSummary): boolean {
  return item.startTime < trace.startTime;
}

function without(pages: Pages, traceId: string): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.items.some((item) => item.traceId === traceId)
        ? { ...page, items: page.items.filter((item) => item.traceId !== traceId) }
        : page,
    ),
  };
}
