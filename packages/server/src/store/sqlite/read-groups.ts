import type { ListQuery, ModelList, ModelQuery, SessionList, SessionSummary, UserList } from "../../api/types.js";
import { decodeCursor, encodeCursor, pageOf } from "./cursor.js";
import type { Database, Row, Value } from "./database.js";
import { costSumOf, optional } from "./read-summary.js";
import { usageOf } from "./span-row.js";
import { usageColumns } from "./tables.js";

const usageSums = usageColumns.map(([, column]) => `sum(${column}) AS ${column}`).join(", ");
const traceSums = `min(start) AS first, max(max(end, start)) AS last, count(*) AS traces, sum(error_count > 0) AS errors,
  sum(call_count) AS calls, sum(cost) AS cost, sum(unknown_costs) AS unknown_costs, ${usageSums}`;

/** Reads a page of sessions, the one that was active last first. */
export function readSessions(database: Database, project: number, query: ListQuery): SessionList {
  const rows = readGroups(database, project, query, "session_id", "json_group_array(DISTINCT user_id) AS users");
  return pageOf(rows, query.limit, cursorOf, toSession);
}

export function readSession(database: Database, project: number, sessionId: string): SessionSummary | undefined {
  const row = database.get<Row>(
    `SELECT session_id AS key, ${traceSums}, json_group_array(DISTINCT user_id) AS users
     FROM traces WHERE project = ? AND session_id = ?`,
    project,
    sessionId,
  );
  return row === undefined || row.traces === 0 ? undefined : toSession(row);
}

/** Reads a page of users, the one that was active last first. */
export function readUsers(database: Database, project: number, query: ListQuery): UserList {
  const rows = readGroups(database, project, query, "user_id", "count(DISTINCT session_id) AS sessions");
  return pageOf(rows, query.limit, cursorOf, (row) => ({
    userId: row.key as string,
    traceCount: row.traces as number,
    sessionCount: row.sessions as number,
    errorCount: row.errors as number,
    usage: usageOf(row) ?? {},
    cost: costSumOf(row),
    lastTime: row.last as number,
  }));
}

function readGroups(database: Database, project: number, query: ListQuery, column: string, more: string): Row[] {
  const cursor = decodeCursor(query.cursor);
  const range = rangeOf(query, "start");
  return database.all<Row>(
    `SELECT ${column} AS key, ${traceSums}, ${more} FROM traces
     WHERE project = ? AND ${column} IS NOT NULL ${range.sql} GROUP BY ${column}
     ${cursor ? "HAVING (last, key) < (?, ?)" : ""} ORDER BY last DESC, key DESC LIMIT ?`,
    project,
    ...range.values,
    ...(cursor ? [cursor.value, cursor.key] : []),
    query.limit + 1,
  );
}

/** Reads what each model was used for, the most used first. */
export function readModels(database: Database, project: number, query: ModelQuery): ModelList {
  const range = rangeOf(query, "spans.start");
  const sums = usageColumns.map(([, column]) => `sum(spans.${column}) AS ${column}`).join(", ");
  const rows = database.all<Row>(
    `SELECT spans.provider AS provider, coalesce(spans.model, spans.response_model) AS key, count(*) AS calls,
       sum(spans.status = 'error') AS errors, sum(spans.cost) AS cost, sum(spans.cost_known = 2) AS unknown_costs,
       avg(spans.end - spans.start) AS duration, avg(spans.first_token) AS first_token, max(spans.start) AS last, ${sums}
     FROM spans JOIN traces ON traces.id = spans.trace
     WHERE spans.call = 1 AND traces.project = ? AND key IS NOT NULL ${range.sql}
     GROUP BY spans.provider, key ORDER BY calls DESC LIMIT 1000`,
    project,
    ...range.values,
  );
  return { items: rows.map(toModel) };
}

function toModel(row: Row): ModelList["items"][number] {
  return {
    provider: optional(row.provider),
    model: row.key as string,
    calls: row.calls as number,
    errors: row.errors as number,
    usage: usageOf(row) ?? {},
    cost: costSumOf(row),
    averageDuration: (row.duration as number | null) ?? undefined,
    averageTimeToFirstToken: (row.first_token as number | null) ?? undefined,
    lastTime: row.last as number,
  };
}

function toSession(row: Row): SessionSummary {
  return {
    sessionId: row.key as string,
    startTime: row.first as number,
    endTime: row.last as number,
    traceCount: row.traces as number,
    errorCount: row.errors as number,
    generationCount: row.calls as number,
    users: (JSON.parse(row.users as string) as (string | null)[]).filter((user) => user !== null),
    usage: usageOf(row) ?? {},
    cost: costSumOf(row),
  };
}

const cursorOf = (row: Row) => encodeCursor(row.last as number, row.key as string);

function rangeOf({ from, to }: ModelQuery, column: string): { sql: string; values: Value[] } {
  const parts: [string, number | undefined][] = [
    [`AND ${column} >= ?`, from],
    [`AND ${column} < ?`, to],
  ];
  const present = parts.filter((part): part is [string, number] => part[1] !== undefined);
  return { sql: present.map(([sql]) => sql).join(" "), values: present.map(([, value]) => value) };
}
