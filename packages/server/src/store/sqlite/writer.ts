import type { DeletionReceipt, Score } from "../../api/types.js";
import type { Heartbeat, SpanRow, WriteBatch } from "../../ingest/row.js";
import type { Change } from "../store.js";
import { ContentWriter } from "./content-writer.js";
import type { Database } from "./database.js";
import { deleteTrace } from "./deletion.js";
import { SpanWriter } from "./span-writer.js";
import { checkNormalizer } from "./text-index.js";
import { addOutline, type OpenTrace, openTrace, saveTrace } from "./trace-rollup.js";

/** Everything that changes the database. One per database: ids are counted in memory. */
export class Writer {
  private readonly content: ContentWriter;
  private readonly spans: SpanWriter;

  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
    checkNormalizer(database);
    this.content = new ContentWriter(database);
    this.spans = new SpanWriter(database, this.content);
  }

  write(batches: WriteBatch[], now: number): Change[] {
    return this.transaction(() => batches.flatMap((batch) => this.writeBatch(batch, now)));
  }

  private writeBatch(batch: WriteBatch, now: number): Change[] {
    const instances = new Map(batch.heartbeats.map((beat) => [beat.instance, this.beat(batch.project, beat, now)]));
    const traces = new Map<string, OpenTrace>();
    const open = (row: SpanRow) => {
      let trace = traces.get(row.traceId);
      if (trace === undefined) {
        trace = openTrace(this.database, batch.project, row.traceId);
        traces.set(row.traceId, trace);
      }
      return trace;
    };
    for (const row of batch.spans) this.spans.write(open(row), row);
    for (const row of batch.snapshots) {
      const instance = instances.get(row.instance) ?? this.beat(batch.project, unknownInstance(row.instance), now);
      const trace = open(row);
      if (!this.spans.writeSnapshot(trace, row, instance)) continue;
      trace.snapshots++;
      addOutline(trace, row, row.skeleton.parentId === undefined ? 1 : 0);
    }
    const waitsUntil = now + 3 * Math.max(...flushIntervals(batch));
    return [...traces.values()]
      .filter((trace) => trace.spanIds.length > 0)
      .map((trace) => this.finish(trace, waitsUntil));
  }

  private finish(trace: OpenTrace, waitsUntil: number): Change {
    saveTrace(this.database, trace, waitsUntil);
    if (trace.stale) this.content.restateMentions(trace.id);
    return { project: trace.project, traceId: trace.traceId, spanIds: trace.spanIds };
  }

  /** Notes a sign of life; returns the instance's id. */
  private beat(project: number, beat: Heartbeat, now: number): number {
    if (beat.droppedSpans > 0) {
      this.database.run(
        "UPDATE projects SET dropped_spans = dropped_spans + ? WHERE id = ?",
        beat.droppedSpans,
        project,
      );
    }
    const row = this.database.get<{ id: number }>(
      `INSERT INTO instances(project, name, seen, flush_interval) VALUES(?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET seen = excluded.seen, flush_interval = excluded.flush_interval, reported_lost = 0
       RETURNING id`,
      project,
      beat.instance,
      now,
      beat.flushInterval,
    );
    return row!.id;
  }

  addScores(project: number, scores: Score[]): void {
    this.transaction(() => {
      for (const score of scores) this.addScore(project, score);
    });
  }

  private addScore(project: number, score: Score): void {
    this.database.run(
      `INSERT OR REPLACE INTO scores(id, project, trace_id, span_id, session_id, name, value, data_type, comment, source, timestamp)
       VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      score.id,
      project,
      score.traceId === undefined ? null : Buffer.from(score.traceId, "hex"),
      score.spanId === undefined ? null : Buffer.from(score.spanId, "hex"),
      score.sessionId ?? null,
      score.name,
      typeof score.value === "boolean" ? Number(score.value) : score.value,
      score.dataType,
      score.comment ?? null,
      score.source,
      score.timestamp,
    );
  }

  deleteTrace(project: number, traceId: string, now: number): DeletionReceipt | undefined {
    const receipt = this.transaction(() => deleteTrace(this.database, project, traceId, now));
    this.content.forget();
    // What was deleted is still in the write-ahead log until it is copied and cut.
    this.database.get("PRAGMA wal_checkpoint(TRUNCATE)");
    return receipt;
  }

  /** Traces that time alone has changed: their process has fallen silent, or their root has not come. */
  changedByTime(now: number, since: number): Change[] {
    return [...this.newlyLost(now, since), ...this.newlyRootless(now)];
  }

  private newlyRootless(now: number): Change[] {
    const overdue = "FROM traces WHERE waits_until IS NOT NULL AND waits_until < ?";
    const rows = this.database.all<{ id: number; project: number; traceId: string }>(
      `SELECT id, project, lower(hex(trace_id)) AS traceId ${overdue}`,
      now,
    );
    if (rows.length > 0)
      this.database.run(`UPDATE traces SET waits_until = NULL WHERE id IN (SELECT id ${overdue})`, now);
    return rows.map(({ project, traceId }) => ({ project, traceId, spanIds: [] }));
  }

  private newlyLost(now: number, since: number): Change[] {
    const silent = this.database.all<{ id: number; project: number }>(
      "SELECT id, project FROM instances WHERE reported_lost = 0 AND max(seen, ?) + 3 * flush_interval < ?",
      since,
      now,
    );
    return silent.flatMap(({ id, project }) => {
      this.database.run("UPDATE instances SET reported_lost = 1 WHERE id = ?", id);
      const rows = this.database.all<{ trace_id: string; span_id: string }>(
        `SELECT lower(hex(trace_id)) AS trace_id, lower(hex(span_id)) AS span_id
         FROM pending JOIN traces ON traces.id = pending.trace WHERE instance = ?`,
        id,
      );
      const byTrace = Map.groupBy(rows, (row) => row.trace_id);
      return [...byTrace].map(([traceId, spans]) => ({ project, traceId, spanIds: spans.map((row) => row.span_id) }));
    });
  }

  private transaction<T>(work: () => T): T {
    try {
      return this.database.transaction(() => {
        const result = work();
        this.content.chunks.flush();
        return result;
      });
    } catch (error) {
      this.content.forget();
      this.spans.forget();
      throw error;
    }
  }
}

/** Milliseconds between requests of a process that did not state them. */
const usualInterval = 2000;

const unknownInstance = (instance: string): Heartbeat => ({ instance, flushInterval: usualInterval, droppedSpans: 0 });

function flushIntervals({ heartbeats }: WriteBatch): number[] {
  return heartbeats.length === 0 ? [usualInterval] : heartbeats.map(({ flushInterval }) => flushInterval);
}
