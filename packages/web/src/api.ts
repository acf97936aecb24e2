import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { queryString, requestJson } from "./request.js";
import { type TraceFilters, toQuery } from "./trace-list/filters.js";
import type {
  Project,
  ScoreList,
  SessionDetail,
  SessionList,
  SpanDetail,
  TextPiece,
  TraceDetail,
  TraceList,
} from "./types.js";

const LIST_PAGE = 100;
/** The first page is small, so that the trace opens at once; the others are few. */
const FIRST_SPANS = 2000;
const MORE_SPANS = 10_000;

/** Scores of one trace that are read. */
const SCORES = 200;

/** Characters of one string that arrive with a span; the rest is read on demand. */
export const TEXT_LIMIT = 20_000;

/** Characters of one further piece. */
const TEXT_PIECE = 500_000;

/** Traces that pass the filters, newest first, page by page. */
export const traceListOptions = (filters: TraceFilters) =>
  infiniteQueryOptions({
    queryKey: ["traces", filters],
    queryFn: ({ pageParam, signal }) =>
      requestJson<TraceList>(
        `/api/v1/traces${queryString({ ...toQuery(filters, Date.now()), cursor: pageParam, limit: LIST_PAGE })}`,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** A trace's summary and its spans without payloads, page by page. */
export const traceOptions = (traceId: string) =>
  infiniteQueryOptions({
    queryKey: ["trace", traceId],
    queryFn: ({ pageParam, signal }) =>
      requestJson<TraceDetail>(
        `/api/v1/traces/${traceId}${queryString({ cursor: pageParam, limit: pageParam ? MORE_SPANS : FIRST_SPANS })}`,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Scores of a trace as a whole and of its spans, newest first. */
export const scoreOptions = (traceId: string) =>
  queryOptions({
    queryKey: ["scores", traceId],
    queryFn: ({ signal }) => requestJson<ScoreList>(`/api/v1/scores${queryString({ traceId, limit: SCORES })}`, signal),
  });

/** A span with its payload; long strings are cut at {@link TEXT_LIMIT}. */
export const spanOptions = (traceId: string, spanId: string) =>
  queryOptions({
    queryKey: ["span", traceId, spanId],
    queryFn: ({ signal }) =>
      requestJson<SpanDetail>(
        `/api/v1/traces/${traceId}/spans/${spanId}${queryString({ textLimit: TEXT_LIMIT })}`,
        signal,
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Reads a piece of a string that arrived cut. */
export function readText(traceId: string, spanId: string, path: string, offset: number): Promise<TextPiece> {
  const query = queryString({ path, offset, limit: TEXT_PIECE });
  return requestJson(`/api/v1/traces/${traceId}/spans/${spanId}/text${query}`);
}

/** Sessions, the latest first. */
export const sessionListOptions = () =>
  infiniteQueryOptions({
    queryKey: ["sessions"],
    queryFn: ({ pageParam, signal }) =>
      requestJson<SessionList>(`/api/v1/sessions${queryString({ cursor: pageParam, limit: LIST_PAGE })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

/** One session and its traces. */
export const sessionOptions = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId],
    queryFn: ({ signal }) => requestJson<SessionDetail>(`/api/v1/sessions/${encodeURIComponent(sessionId)}`, signal),
  });

/** The project: its counts and the values that filters offer. */
export const projectOptions = () =>
  queryOptions({
    queryKey: ["project"],
    queryFn: ({ signal }) => requestJson<Project>("/api/v1/project", signal),
    staleTime: 30_000,
  });
