import type { Usage } from "../../api/types.js";
import type { SpanRow } from "../../ingest/row.js";
import type { Database, Row } from "./database.js";
import { toSkeleton } from "./span-row.js";
import { usageColumns } from "./tables.js";

/** How much a span says about its trace: a finished root most, an open root less, a child only a little. */
type RootRank = 0 | 1 | 2;

/** A trace while spans are written into it: what they change about it is summed here and saved once. */
export interface OpenTrace {
  readonly id: number;
  readonly project: number;
  readonly traceId: string;
  readonly pendingCount: number;
  /** Set when a span was replaced: sums and facets are then made anew. */
  stale: boolean;
  spanIds: string[];
  snapshots: number;
  root: { rank: RootRank; row: SpanRow } | undefined;
  start: number;
  end: number;
  user: string | undefined;
  session: string | undefined;
  facets: Set<string>;
  sums: Sums;
}

interface Sums {
  spans: number;
  calls: number;
  errors: number;
  unknownCosts: number;
  cost: number;
  costKnown: boolean;
  usage: Usage;
}

export function openTrace(database: Database, project: number, traceId: string): OpenTrace {
  const id = Buffer.from(traceId, "hex");
  const row =
    database.get<{ id: number; pending_count: number }>(
      "SELECT id, pending_count FROM traces WHERE project = ? AND trace_id = ?",
      project,
      id,
    ) ??
    database.get<{ id: number; pending_count: number }>(
      "INSERT INTO traces(project, trace_id) VALUES(?, ?) RETURNING id, pending_count",
      project,
      id,
    )!;
  return {
    id: row.id,
    project,
    traceId,
    pendingCount: row.pending_count,
    stale: false,
    spanIds: [],
    snapshots: 0,
    root: undefined,
    start: Number.POSITIVE_INFINITY,
    end: 0,
    user: undefined,
    session: undefined,
    facets: new Set(),
    sums: noSums(),
  };
}

const noSums = (): Sums => ({ spans: 0, calls: 0, errors: 0, unknownCosts: 0, cost: 0, costKnown: false, usage: {} });

/** Adds a finished span to its trace's sums; `counted` for a model call whose usage and cost count. */
export function addSpan(trace: OpenTrace, row: SpanRow, counted: boolean): void {
  const { skeleton } = row;
  const { sums } = trace;
  sums.spans++;
  if (skeleton.status === "error") sums.errors++;
  if (counted) addCall(sums, skeleton.usage, skeleton.cost?.usd, 1);
  addFacets(trace, row);
  addOutline(trace, row, skeleton.parentId === undefined ? 2 : 0);
}

/** Adds what even an open span says: when, whose, and what the trace is called. */
export function addOutline(trace: OpenTrace, row: SpanRow, rank: RootRank): void {
  const { skeleton } = row;
  trace.spanIds.push(skeleton.spanId);
  trace.start = Math.min(trace.start, skeleton.startTime);
  trace.end = Math.max(trace.end, skeleton.endTime ?? 0);
  trace.user ??= skeleton.userId;
  trace.session ??= skeleton.sessionId;
  const { root } = trace;
  const earlier = root !== undefined && skeleton.startTime < root.row.skeleton.startTime;
  if (root === undefined || rank > root.rank || (rank === root.rank && earlier)) trace.root = { rank, row };
}

/** Takes a model call out of the sums again: it turned out to wrap another one. */
export function removeCall(trace: OpenTrace, usage: Usage | undefined, cost: number | null): void {
  addCall(trace.sums, usage, cost ?? undefined, -1);
}

function addCall(sums: Sums, usage: Usage | undefined, cost: number | undefined, sign: 1 | -1): void {
  sums.calls += sign;
  if (cost === undefined) sums.unknownCosts += sign;
  else {
    sums.cost += sign * cost;
    sums.costKnown = true;
  }
  for (const [bucket] of usageColumns) {
    const tokens = usage?.[bucket];
    if (tokens !== undefined) sums.usage[bucket] = (sums.usage[bucket] ?? 0) + sign * tokens;
  }
}

function addFacets(trace: OpenTrace, { skeleton, environment, serviceName }: SpanRow): void {
  const model = skeleton.model ?? skeleton.responseModel;
  const pairs: [string, string | undefined][] = [
    ["type", skeleton.type],
    ["model", model],
    ["provider", skeleton.provider],
    ["environment", environment],
    ["service", serviceName],
    ...(skeleton.tags ?? []).map((tag): [string, string] => ["tag", tag]),
  ];
  for (const [kind, value] of pairs) if (value !== undefined) trace.facets.add(`${kind}:${value}`);
}

const addSums = `UPDATE traces SET start = min(coalesce(start, ?1), ?1), end = max(coalesce(end, 0), ?2),
  waits_until = CASE WHEN root_rank = 0 THEN max(coalesce(waits_until, ?11), ?11) END,
  user_id = coalesce(user_id, ?3), session_id = coalesce(session_id, ?4),
  span_count = span_count + ?5, call_count = call_count + ?6, error_count = error_count + ?7,
  unknown_costs = unknown_costs + ?8, cost = CASE WHEN ?9 IS NULL THEN cost ELSE coalesce(cost, 0) + ?9 END,
  ${usageColumns.map(([, column], i) => `${column} = CASE WHEN ?${i + 12} IS NULL THEN ${column} ELSE coalesce(${column}, 0) + ?${i + 12} END`).join(", ")}
  WHERE id = ?10`;

/** Saves what was summed. A root of which nothing has come yet is expected until `waitsUntil`. */
export function saveTrace(database: Database, trace: OpenTrace, waitsUntil: number): void {
  if (trace.stale) resum(database, trace);
  const { sums } = trace;
  database.run(
    addSums,
    trace.start,
    trace.end,
    trace.user ?? null,
    trace.session ?? null,
    sums.spans,
    sums.calls,
    sums.errors,
    sums.unknownCosts,
    sums.costKnown ? sums.cost : null,
    trace.id,
    trace.root?.rank === 0 ? waitsUntil : null,
    ...usageColumns.map(([bucket]) => sums.usage[bucket] ?? null),
  );
  saveRoot(database, trace);
  for (const facet of trace.facets) {
    const at = facet.indexOf(":");
    const [kind, value] = [facet.slice(0, at), facet.slice(at + 1)];
    database.run("INSERT OR IGNORE INTO facets(trace, kind, value) VALUES(?, ?, ?)", trace.id, kind, value);
  }
  if (trace.snapshots > 0 || trace.pendingCount > 0) {
    database.run(
      "UPDATE traces SET pending_count = (SELECT count(*) FROM pending WHERE trace = ?1) WHERE id = ?1",
      trace.id,
    );
  }
}

function saveRoot(database: Database, { id, root }: OpenTrace): void {
  if (root === undefined) return;
  const { rank, row } = root;
  const { skeleton } = row;
  database.run(
    `UPDATE traces SET root_rank = ?1, root_start = ?2, name = ?4, type = ?5, status = ?6, error = ?7,
       user_id = coalesce(?8, user_id), session_id = coalesce(?9, session_id),
       environment = coalesce(?10, environment), release = coalesce(?11, release), service = coalesce(?12, service),
       input_preview = ?13, output_preview = ?14
     WHERE id = ?3 AND (root_start IS NULL OR root_rank < ?1 OR (root_rank = ?1 AND root_start >= ?2))`,
    rank,
    skeleton.startTime,
    id,
    skeleton.name,
    skeleton.type,
    skeleton.status,
    skeleton.error === undefined ? null : JSON.stringify(skeleton.error),
    skeleton.userId ?? null,
    skeleton.sessionId ?? null,
    row.environment ?? null,
    row.release ?? null,
    row.serviceName ?? null,
    row.inputPreview ?? null,
    row.outputPreview ?? null,
  );
}

/** Replaces the sums by those of all spans that the trace has, and drops the facets that no span has any more. */
function resum(database: Database, trace: OpenTrace): void {
  const zeros = usageColumns.map(([, column]) => `${column} = NULL`).join(", ");
  database.run(
    `UPDATE traces SET span_count = 0, call_count = 0, error_count = 0, unknown_costs = 0, cost = NULL, ${zeros} WHERE id = ?`,
    trace.id,
  );
  database.run("DELETE FROM facets WHERE trace = ? AND kind IN ('type', 'model', 'provider', 'tag')", trace.id);
  trace.sums = noSums();
  for (const row of database.all<Row>("SELECT * FROM spans WHERE trace = ?", trace.id)) {
    const skeleton = toSkeleton(row);
    trace.sums.spans++;
    if (skeleton.status === "error") trace.sums.errors++;
    if (row.call === 1) addCall(trace.sums, skeleton.usage, skeleton.cost?.usd, 1);
    addFacets(trace, { skeleton } as SpanRow);
  }
}
