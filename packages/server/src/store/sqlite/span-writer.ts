import type { SnapshotRow, SpanRow } from "../../ingest/row.js";
import { ChunkReader, erase } from "./chunk.js";
import type { ContentWriter } from "./content-writer.js";
import type { Database, Row } from "./database.js";
import { packSnapshot } from "./snapshot.js";
import { type SpanColumns, spanColumns, toColumns, usageOf } from "./span-row.js";
import { unindexSpan } from "./text-index.js";
import { addSpan, type OpenTrace, removeCall } from "./trace-rollup.js";

const insertSpan = `INSERT INTO spans(id, trace, ${spanColumns.join(", ")})
  VALUES(?, ?, ${spanColumns.map(() => "?").join(", ")}) ON CONFLICT DO NOTHING`;

/** Writes spans into a trace that is being written. */
export class SpanWriter {
  private next: number;

  private readonly database: Database;
  private readonly content: ContentWriter;

  constructor(database: Database, content: ContentWriter) {
    this.database = database;
    this.content = content;
    this.next = this.firstFree();
  }

  write(trace: OpenTrace, row: SpanRow): void {
    const columns = toColumns(row);
    columns.call = callMark(row.call, this.callBelow(trace.id, columns.span_id));
    const id = this.next++;
    if (!this.insert(id, trace.id, columns)) {
      this.remove(trace, columns.span_id);
      this.insert(id, trace.id, columns);
    }
    this.content.write(trace.project, trace.id, id, row.content);
    if (trace.pendingCount > 0) this.removeSnapshot(trace.id, columns.span_id);
    addSpan(trace, row, columns.call === 1);
    if (columns.call > 0) this.markAbove(trace, columns.parent_id);
  }

  /** A complete span beats any snapshot; among snapshots the highest sequence wins. */
  writeSnapshot(trace: OpenTrace, row: SnapshotRow, instance: number): boolean {
    const spanId = Buffer.from(row.skeleton.spanId, "hex");
    if (this.database.get("SELECT 1 FROM spans WHERE trace = ? AND span_id = ?", trace.id, spanId)) return false;
    const written = this.database.run(
      `INSERT INTO pending(trace, span_id, sequence, instance, start, row) VALUES(?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET sequence = excluded.sequence, instance = excluded.instance, start = excluded.start,
         row = excluded.row WHERE excluded.sequence >= sequence`,
      trace.id,
      spanId,
      row.sequence,
      instance,
      row.skeleton.startTime,
      packSnapshot(row),
    );
    return written > 0;
  }

  forget(): void {
    this.next = this.firstFree();
  }

  private insert(id: number, trace: number, columns: SpanColumns): boolean {
    return this.database.run(insertSpan, id, trace, ...spanColumns.map((column) => columns[column]!)) > 0;
  }

  /** Takes the version before out, as a whole; the trace's sums are made anew from its spans. */
  private remove(trace: OpenTrace, spanId: Uint8Array): void {
    this.content.chunks.flush();
    const old = this.database.get<{ id: number; chunk: number; offset: number; length: number }>(
      "SELECT id, chunk, offset, length FROM spans JOIN payloads ON payloads.span = spans.id WHERE trace = ? AND span_id = ?",
      trace.id,
      spanId,
    );
    if (old === undefined) return;
    unindexSpan(this.database, new ChunkReader(this.database), old.id);
    erase(this.database, [old]);
    this.database.run("DELETE FROM payloads WHERE span = ?", old.id);
    this.database.run("DELETE FROM spans WHERE id = ?", old.id);
    trace.stale = true;
  }

  private removeSnapshot(trace: number, spanId: Uint8Array): void {
    this.database.run("DELETE FROM pending WHERE trace = ? AND span_id = ?", trace, spanId);
  }

  /** Whether a model call somewhere below this span was written before it: children mostly end first. */
  private callBelow(trace: number, spanId: Uint8Array): boolean {
    return (
      this.database.get("SELECT 1 FROM spans WHERE trace = ? AND parent_id = ? AND call > 0", trace, spanId) !==
      undefined
    );
  }

  /**
   * Marks the spans above a model call. A call among them is a wrapper: only the one below counts. What is marked
   * already has marked all above it, so this costs one step per span.
   */
  private markAbove(trace: OpenTrace, parentId: Uint8Array | null): void {
    for (let id = parentId; id !== null; ) {
      const parent: Row | undefined = this.database.get(
        "SELECT * FROM spans WHERE trace = ? AND span_id = ? AND call < 2",
        trace.id,
        id,
      );
      if (parent === undefined) return;
      this.database.run("UPDATE spans SET call = ? WHERE id = ?", parent.call === 1 ? 2 : 3, parent.id as number);
      if (parent.call === 1) {
        removeCall(trace, usageOf(parent), parent.cost as number | null);
        return;
      }
      id = parent.parent_id as Uint8Array | null;
    }
  }

  private firstFree(): number {
    const row = this.database.get(
      "SELECT max((SELECT coalesce(max(id), 0) FROM spans), (SELECT value FROM meta WHERE key = 'indexed_spans')) AS id",
    );
    return Number(row?.id) + 1;
  }
}

/** The value of `spans.call`. */
function callMark(call: boolean, callBelow: boolean): number {
  if (!callBelow) return call ? 1 : 0;
  return call ? 2 : 3;
}
