import type * as api from "../../api/types.js";
import type { WriteBatch } from "../../ingest/row.js";
import type { Change, ChangedTrace, KeyEntry, ProjectName, SpanIds, Store } from "../store.js";
import { Database } from "./database.js";
import { createKey, listKeys, projectOfKey } from "./keys.js";
import { Liveness } from "./liveness.js";
import { readModels, readSession, readSessions, readUsers } from "./read-groups.js";
import { readProject } from "./read-project.js";
import { readScores } from "./read-scores.js";
import { readSpanDetail, readText } from "./read-span.js";
import { readChange, readTrace } from "./read-trace.js";
import { readTraces } from "./read-traces.js";
import { indexNext } from "./text-index.js";
import { Writer } from "./writer.js";

/** Options of a store on SQLite. */
export interface SqliteOptions {
  /** Path of the database file, or `:memory:`. */
  path: string;
  /** When the server started, in milliseconds: silence before that is nobody's fault. */
  since: number;
  /** Opens the database for reading only. @default false */
  readOnly?: boolean;
}

/** Everything in one SQLite file, through one connection. Only one store may write; any number may read. */
export class SqliteStore implements Store {
  private readonly database: Database;
  private readonly liveness: Liveness;
  private readonly writer: Writer | undefined;

  constructor({ path, since, readOnly = false }: SqliteOptions) {
    this.database = new Database(path, readOnly);
    this.liveness = new Liveness(this.database, since);
    this.writer = readOnly ? undefined : new Writer(this.database);
  }

  async write(batches: WriteBatch[], now: number): Promise<Change[]> {
    return this.writing.write(batches, now);
  }

  async addScores(project: number, scores: api.Score[]): Promise<void> {
    this.writing.addScores(project, scores);
  }

  async deleteTrace(project: number, traceId: string, now: number): Promise<api.DeletionReceipt | undefined> {
    return this.writing.deleteTrace(project, traceId, now);
  }

  async index(limit: number): Promise<number> {
    return indexNext(this.database, limit);
  }

  async changedByTime(now: number): Promise<Change[]> {
    return this.writing.changedByTime(now, this.liveness.since);
  }

  async traces(project: number, query: api.TraceQuery, now: number): Promise<api.TraceList> {
    return readTraces(this.database, this.liveness, project, query, now);
  }

  async trace(project: number, traceId: string, query: api.TraceDetailQuery, now: number) {
    return readTrace(this.database, this.liveness, project, traceId, query, now);
  }

  async changed(change: Change, now: number): Promise<ChangedTrace | undefined> {
    return readChange(this.database, this.liveness, change, now);
  }

  async span(project: number, ids: SpanIds, query: api.SpanDetailQuery, now: number) {
    return readSpanDetail(this.database, this.liveness, project, ids, query, now);
  }

  async text(project: number, ids: SpanIds, query: api.TextQuery, now: number) {
    return readText(this.database, this.liveness, project, ids, query, now);
  }

  async sessions(project: number, query: api.ListQuery): Promise<api.SessionList> {
    return readSessions(this.database, project, query);
  }

  async session(
    project: number,
    sessionId: string,
    query: api.ListQuery,
    now: number,
  ): Promise<api.SessionDetail | undefined> {
    const session = readSession(this.database, project, sessionId);
    if (session === undefined) return undefined;
    const traces = readTraces(this.database, this.liveness, project, { ...query, session: sessionId }, now);
    return { session, traces };
  }

  async models(project: number, query: api.ModelQuery): Promise<api.ModelList> {
    return readModels(this.database, project, query);
  }

  async users(project: number, query: api.ListQuery): Promise<api.UserList> {
    return readUsers(this.database, project, query);
  }

  async scores(project: number, query: api.ScoreQuery): Promise<api.ScoreList> {
    return readScores(this.database, project, query);
  }

  async project(project: number) {
    return readProject(this.database, project);
  }

  async createKey(key: { hash: string; prefix: string; name: string; project: string }, now: number): Promise<void> {
    createKey(this.database, key, now);
  }

  async keys(): Promise<KeyEntry[]> {
    return listKeys(this.database);
  }

  async projectOfKey(hash: string): Promise<ProjectName | undefined> {
    return projectOfKey(this.database, hash);
  }

  async close(): Promise<void> {
    this.database.close();
  }

  private get writing(): Writer {
    if (this.writer === undefined) throw new Error("this store was opened for reading only");
    return this.writer;
  }
}
