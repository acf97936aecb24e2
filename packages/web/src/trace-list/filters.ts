import type { SpanStatus, SpanType, TraceSummary } from "../types.js";

/** Names of the time ranges that end now, with their length in milliseconds. */
export const ranges = {
  "15m": 15 * 60_000,
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 7 * 86_400_000,
  "30d": 30 * 86_400_000,
} as const;

export type Range = keyof typeof ranges;

/** What the trace list is narrowed to; it lives in the URL. */
export interface TraceFilters {
  text?: string;
  status?: SpanStatus;
  type?: SpanType;
  model?: string;
  provider?: string;
  user?: string;
  session?: string;
  tag?: string;
  environment?: string;
  service?: string;
  name?: string;
  range?: Range;
  /** Earliest start, milliseconds since the epoch. */
  from?: number;
  /** Latest start, milliseconds since the epoch. */
  to?: number;
}

export const statuses: readonly SpanStatus[] = ["ok", "error", "cancelled", "pending", "lost", "unset"];
export const types: readonly SpanType[] = [
  "generation",
  "agent",
  "tool",
  "workflow",
  "retriever",
  "embedding",
  "reranker",
  "guardrail",
  "evaluator",
  "span",
  "event",
];

const words = ["text", "model", "provider", "user", "session", "tag", "environment", "service", "name"] as const;

/** Reads filters from a URL's search; what is not a filter, or has no such value, is left out. */
export function parseFilters(search: Record<string, unknown>): TraceFilters {
  const filters: TraceFilters = {};
  for (const key of words) {
    const value = search[key];
    if ((typeof value === "string" && value !== "") || typeof value === "number") filters[key] = `${value}`;
  }
  const status = statuses.find((known) => known === search.status);
  const type = types.find((known) => known === search.type);
  if (status) filters.status = status;
  if (type) filters.type = type;
  if (typeof search.range === "string" && Object.hasOwn(ranges, search.range)) filters.range = search.range as Range;
  if (typeof search.from === "number") filters.from = search.from;
  if (typeof search.to === "number") filters.to = search.to;
  return filters;
}

/** The filters as the API takes them; a range becomes a start time. */
export function toQuery({ range, ...rest }: TraceFilters, now: number): Record<string, string | number | undefined> {
  return range ? { ...rest, from: now - ranges[range] } : { ...rest };
}

/** The filters without some of them. */
export function withoutFilters(filters: TraceFilters, ...keys: (keyof TraceFilters)[]): TraceFilters {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => !keys.includes(key as keyof TraceFilters)));
}

/**
 * Whether a trace passes the filters; `undefined` when only the server can tell
 * (full text, and types of spans inside the trace).
 */
export function passes(trace: TraceSummary, filters: TraceFilters, now: number): boolean | undefined {
  if (!passesFacts(trace, filters)) return false;
  const { from, to } = toQuery(filters, now);
  if (typeof from === "number" && trace.startTime < from) return false;
  if (typeof to === "number" && trace.startTime >= to) return false;
  if (filters.text || (filters.type && filters.type !== trace.type)) return undefined;
  return true;
}

function passesFacts(trace: TraceSummary, filters: TraceFilters): boolean {
  return (
    equals(filters.status, trace.status) &&
    equals(filters.user, trace.userId) &&
    equals(filters.session, trace.sessionId) &&
    equals(filters.environment, trace.environment) &&
    equals(filters.service, trace.serviceName) &&
    equals(filters.name, trace.name) &&
    includes(filters.model, trace.models) &&
    includes(filters.provider, trace.providers) &&
    includes(filters.tag, trace.tags)
  );
}

function equals(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

function includes(wanted: string | undefined, actual: readonly string[]): boolean {
  return wanted === undefined || actual.includes(wanted);
}
