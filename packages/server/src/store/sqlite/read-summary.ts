import type { CostSum, SpanStatus, TraceSummary } from "../../api/types.js";
import type { Database, Row } from "./database.js";
import type { Liveness } from "./liveness.js";
import { hex, usageOf } from "./span-row.js";

/** Reads a row of `traces` as lists show it. */
export function toSummary(database: Database, liveness: Liveness, row: Row, now: number): TraceSummary {
  const id = row.id as number;
  const open = (row.pending_count as number) > 0 ? liveness.count(id, now) : { pending: 0, lost: 0 };
  const { models, providers, tags } = facetsOf(database, id);
  const start = row.start as number;
  const status = statusOf(row, open, now);
  const end = status === "pending" ? undefined : (row.end as number) || undefined;
  return {
    traceId: hex(row.trace_id)!,
    name: (row.name as string | null) ?? "",
    type: ((row.type as string | null) ?? "span") as TraceSummary["type"],
    status,
    startTime: start,
    endTime: end,
    duration: end === undefined ? undefined : Math.round((end - start) * 1e3) / 1e3,
    spanCount: (row.span_count as number) + open.pending + open.lost,
    generationCount: row.call_count as number,
    errorCount: row.error_count as number,
    pendingCount: open.pending,
    lostCount: open.lost,
    models,
    providers,
    usage: usageOf(row) ?? {},
    cost: costSumOf(row),
    error: row.error === null ? undefined : JSON.parse(row.error as string),
    userId: optional(row.user_id),
    sessionId: optional(row.session_id),
    tags,
    environment: optional(row.environment),
    release: optional(row.release),
    serviceName: optional(row.service),
    inputPreview: optional(row.input_preview),
    outputPreview: optional(row.output_preview),
  };
}

/** A trace has the status of its root. Children come first, so without a root it is pending for a while. */
function statusOf(row: Row, open: { pending: number; lost: number }, now: number): SpanStatus {
  if (open.pending > 0) return "pending";
  if (row.root_rank === 2) return row.status as SpanStatus;
  if (Number(row.waits_until) >= now) return "pending";
  return open.lost > 0 ? "lost" : "unset";
}

/** SQL that is true for traces (named `t`) whose status, as `statusOf` tells it, is the wanted one. */
export function statusCondition(status: SpanStatus, alive: string, now: number): string {
  const open = "SELECT 1 FROM pending JOIN instances i ON i.id = pending.instance WHERE pending.trace = t.id";
  const rootless = `coalesce(t.waits_until, 0) >= ${Number(now)}`;
  const pending = `(t.pending_count > 0 AND EXISTS (${open} AND ${alive}) OR ${rootless})`;
  // The first half is what an index has.
  if (status === "pending") return `(t.pending_count > 0 OR t.waits_until IS NOT NULL) AND ${pending}`;
  if (status === "lost") return `(t.pending_count > 0 AND t.root_rank < 2 AND NOT ${pending})`;
  const recorded = `(t.root_rank = 2 AND t.status = '${status}')`;
  const known = status === "unset" ? `(${recorded} OR (t.root_rank < 2 AND t.pending_count = 0))` : recorded;
  return `(${known} AND NOT ${pending})`;
}

function facetsOf(database: Database, trace: number) {
  const rows = database.all<{ kind: string; value: string }>(
    "SELECT kind, value FROM facets WHERE trace = ? AND kind IN ('model', 'provider', 'tag')",
    trace,
  );
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.value);
  return { models: of("model"), providers: of("provider"), tags: of("tag") };
}

export function optional(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

/** Costs of several calls, without the noise that adding binary fractions leaves. */
export function costSumOf(row: Row): CostSum {
  const usd = row.cost as number | null;
  return { usd: usd === null ? null : Math.round(usd * 1e12) / 1e12, unknownCalls: row.unknown_costs as number };
}
