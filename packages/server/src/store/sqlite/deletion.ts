import type { DeletionReceipt } from "../../api/types.js";
import { ChunkReader, erase, type Place } from "./chunk.js";
import type { Database } from "./database.js";
import { sweepMessages } from "./sweep.js";
import { unindexSpan } from "./text-index.js";

/** Removes a trace and everything that only it refers to: spans, payloads, messages, words, scores. */
export function deleteTrace(
  database: Database,
  project: number,
  traceId: string,
  now: number,
): DeletionReceipt | undefined {
  const id = Buffer.from(traceId, "hex");
  const trace = database.get<{ id: number }>(
    "SELECT id FROM traces WHERE project = ? AND trace_id = ?",
    project,
    id,
  )?.id;
  if (trace === undefined) return undefined;
  const spans = deleteSpans(database, trace);
  const mentioned = database.all<{ message: number }>("SELECT message FROM mentions WHERE trace = ?", trace);
  database.run("DELETE FROM mentions WHERE trace = ?", trace);
  const messages = sweepMessages(
    database,
    mentioned.map(({ message }) => message),
  );
  database.run("DELETE FROM facets WHERE trace = ?", trace);
  database.run("DELETE FROM pending WHERE trace = ?", trace);
  const scores = database.run("DELETE FROM scores WHERE project = ? AND trace_id = ?", project, id);
  database.run("DELETE FROM traces WHERE id = ?", trace);
  return { traces: 1, spans, scores, messages, time: now };
}

function deleteSpans(database: Database, trace: number): number {
  const spans = database.all<Place & { id: number }>(
    "SELECT id, chunk, offset, length FROM spans JOIN payloads ON span = id WHERE trace = ?",
    trace,
  );
  const reader = new ChunkReader(database);
  for (const { id } of spans) unindexSpan(database, reader, id);
  erase(database, spans);
  for (const { id } of spans) database.run("DELETE FROM payloads WHERE span = ?", id);
  return database.run("DELETE FROM spans WHERE trace = ?", trace);
}
