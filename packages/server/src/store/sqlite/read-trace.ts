import type { SpanSkeleton, TraceDetail, TraceDetailQuery, TraceSummary } from "../../api/types.js";
import type { Change, ChangedTrace } from "../store.js";
import { decodeCursor, encodeCursor, pageOf } from "./cursor.js";
import type { Database, Row } from "./database.js";
import type { Liveness } from "./liveness.js";
import { toSummary } from "./read-summary.js";
import { unpackSnapshot } from "./snapshot.js";
import { toSkeleton } from "./span-row.js";

const byTime = (a: SpanSkeleton, b: SpanSkeleton) => a.startTime - b.startTime;

/** Exported for the test: an index has this order, so that a page costs what it holds and not what its trace holds. */
export const spanPage = "SELECT * FROM spans WHERE trace = ? AND (start, id) > (?, ?) ORDER BY start, id LIMIT ?";

/** Reads a trace's summary and a page of its spans by start time; open spans come with the first page. */
export function readTrace(
  database: Database,
  liveness: Liveness,
  project: number,
  traceId: string,
  query: TraceDetailQuery,
  now: number,
): TraceDetail | undefined {
  const row = findTrace(database, project, traceId);
  if (row === undefined) return undefined;
  const cursor = decodeCursor(query.cursor);
  const rows = database.all<Row>(
    spanPage,
    row.id as number,
    cursor?.value ?? -1,
    Number(cursor?.key ?? -1),
    query.limit + 1,
  );
  const page = pageOf(rows, query.limit, (span) => encodeCursor(span.start as number, span.id as number), toSkeleton);
  const open = cursor ? [] : openSpans(database, liveness, row.id as number, now);
  return {
    trace: toSummary(database, liveness, row, now),
    spans: open.length > 0 ? [...page.items, ...open].sort(byTime) : page.items,
    nextCursor: page.nextCursor,
  };
}

export function readSummary(
  database: Database,
  liveness: Liveness,
  project: number,
  traceId: string,
  now: number,
): TraceSummary | undefined {
  const row = findTrace(database, project, traceId);
  return row && toSummary(database, liveness, row, now);
}

/** Reads the present state of what a change names. */
export function readChange(
  database: Database,
  liveness: Liveness,
  change: Change,
  now: number,
): ChangedTrace | undefined {
  const row = findTrace(database, change.project, change.traceId);
  if (row === undefined) return undefined;
  const wanted = new Set(change.spanIds);
  const spans = [...wanted].flatMap((spanId) => {
    const span = database.get<Row>(
      "SELECT * FROM spans WHERE trace = ? AND span_id = ?",
      row.id as number,
      Buffer.from(spanId, "hex"),
    );
    return span === undefined ? [] : [toSkeleton(span)];
  });
  const complete = new Set(spans.map(({ spanId }) => spanId));
  const open =
    complete.size === wanted.size
      ? []
      : openSpans(database, liveness, row.id as number, now).filter(
          ({ spanId }) => wanted.has(spanId) && !complete.has(spanId),
        );
  return { trace: toSummary(database, liveness, row, now), spans: [...spans, ...open].sort(byTime) };
}

export function findTrace(database: Database, project: number, traceId: string): Row | undefined {
  return database.get<Row>(
    "SELECT * FROM traces WHERE project = ? AND trace_id = ?",
    project,
    Buffer.from(traceId, "hex"),
  );
}

/** A trace's open spans, as pending or lost. */
function openSpans(database: Database, liveness: Liveness, trace: number, now: number): SpanSkeleton[] {
  const rows = database.all<{ row: Uint8Array; alive: number }>(
    `SELECT row, ${liveness.condition(now)} AS alive FROM pending JOIN instances i ON i.id = instance WHERE trace = ?`,
    trace,
  );
  return rows.map(({ row, alive }) => ({ ...unpackSnapshot(row).skeleton, status: alive ? "pending" : "lost" }));
}

/** One open span with its payload, as pending or lost. */
export function readOpenSpan(database: Database, liveness: Liveness, trace: number, spanId: Uint8Array, now: number) {
  const row = database.get<{ row: Uint8Array; alive: number }>(
    `SELECT row, ${liveness.condition(now)} AS alive FROM pending JOIN instances i ON i.id = instance
     WHERE trace = ? AND span_id = ?`,
    trace,
    spanId,
  );
  if (row === undefined) return undefined;
  const snapshot = unpackSnapshot(row.row);
  const status: SpanSkeleton["status"] = row.alive ? "pending" : "lost";
  return { skeleton: { ...snapshot.skeleton, status }, content: snapshot.content };
}
