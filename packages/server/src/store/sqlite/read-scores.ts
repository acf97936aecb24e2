import type { Score, ScoreList, ScoreQuery } from "../../api/types.js";
import type { SpanIds } from "../store.js";
import { decodeCursor, encodeCursor, pageOf } from "./cursor.js";
import type { Database, Row, Value } from "./database.js";
import { optional } from "./read-summary.js";
import { hex } from "./span-row.js";

/** Reads a page of scores, newest first. */
export function readScores(database: Database, project: number, query: ScoreQuery): ScoreList {
  const filters: [string, Value | undefined][] = [
    ["trace_id = ?", query.traceId && Buffer.from(query.traceId, "hex")],
    ["span_id = ?", query.spanId && Buffer.from(query.spanId, "hex")],
    ["session_id = ?", query.session],
    ["name = ?", query.name],
  ];
  const present = filters.filter((filter): filter is [string, Value] => filter[1] !== undefined);
  const cursor = decodeCursor(query.cursor);
  const rows = database.all<Row>(
    `SELECT * FROM scores WHERE project = ? ${present.map(([condition]) => `AND ${condition}`).join(" ")}
     ${cursor ? "AND (timestamp, id) < (?, ?)" : ""} ORDER BY timestamp DESC, id DESC LIMIT ?`,
    project,
    ...present.map(([, value]) => value),
    ...(cursor ? [cursor.value, cursor.key] : []),
    query.limit + 1,
  );
  return pageOf(rows, query.limit, (row) => encodeCursor(row.timestamp as number, row.id as string), toScore);
}

export function readScoresOf(database: Database, project: number, ids: SpanIds): Score[] {
  return database
    .all<Row>(
      "SELECT * FROM scores WHERE project = ? AND trace_id = ? AND span_id = ? ORDER BY timestamp",
      project,
      Buffer.from(ids.traceId, "hex"),
      Buffer.from(ids.spanId, "hex"),
    )
    .map(toScore);
}

function toScore(row: Row): Score {
  return {
    id: row.id as string,
    traceId: hex(row.trace_id),
    spanId: hex(row.span_id),
    sessionId: optional(row.session_id),
    name: row.name as string,
    value: row.data_type === "boolean" ? row.value === 1 : (row.value as number | string),
    dataType: row.data_type as Score["dataType"],
    comment: optional(row.comment),
    source: row.source as string,
    timestamp: row.timestamp as number,
  };
}
