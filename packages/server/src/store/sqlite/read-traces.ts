import type { TraceList, TraceQuery } from "../../api/types.js";
import { decodeCursor, encodeCursor, pageOf } from "./cursor.js";
import type { Database, Row, Value } from "./database.js";
import type { Liveness } from "./liveness.js";
import { statusCondition, toSummary } from "./read-summary.js";
import { findTraces } from "./text-search.js";

/** Reads a page of traces, newest first. */
export function readTraces(
  database: Database,
  liveness: Liveness,
  project: number,
  query: TraceQuery,
  now: number,
): TraceList {
  const { conditions, values } = filterOf(database, liveness, query, now);
  const cursor = decodeCursor(query.cursor);
  if (cursor) {
    conditions.push("(t.start, t.id) < (?, ?)");
    values.push(cursor.value, Number(cursor.key));
  }
  const rows = database.all<Row>(
    `SELECT t.* FROM traces t WHERE t.project = ? AND t.start IS NOT NULL ${conditions.map((c) => `AND ${c}`).join(" ")}
     ORDER BY t.start DESC, t.id DESC LIMIT ?`,
    project,
    ...values,
    query.limit + 1,
  );
  return pageOf(
    rows,
    query.limit,
    (row) => encodeCursor(row.start as number, row.id as number),
    (row) => toSummary(database, liveness, row, now),
  );
}

/** Columns that a filter compares with one value. */
const columns = {
  user: "user_id",
  session: "session_id",
  environment: "environment",
  service: "service",
  name: "name",
} as const;
/** Facets that a trace may have several of. */
const facets = ["type", "model", "provider", "tag"] as const;

function filterOf(database: Database, liveness: Liveness, query: TraceQuery, now: number) {
  const conditions: string[] = [];
  const values: Value[] = [];
  const add = (condition: string, ...more: Value[]) => {
    conditions.push(condition);
    values.push(...more);
  };
  if (query.status) add(statusCondition(query.status, liveness.condition(now), now));
  if (query.hasErrors !== undefined) add(query.hasErrors ? "t.error_count > 0" : "t.error_count = 0");
  for (const key of Object.keys(columns) as (keyof typeof columns)[]) {
    if (query[key] !== undefined) add(`t.${columns[key]} = ?`, query[key]);
  }
  for (const kind of facets) {
    if (query[kind] !== undefined)
      add("EXISTS (SELECT 1 FROM facets WHERE trace = t.id AND kind = ? AND value = ?)", kind, query[kind]);
  }
  if (query.from !== undefined) add("t.start >= ?", query.from);
  if (query.to !== undefined) add("t.start < ?", query.to);
  if (query.minCost !== undefined) add("t.cost >= ?", query.minCost);
  if (query.minDuration !== undefined) add("t.end - t.start >= ?", query.minDuration);
  if (query.text?.trim())
    add("t.id IN (SELECT value FROM json_each(?))", JSON.stringify(findTraces(database, query.text)));
  return { conditions, values };
}
