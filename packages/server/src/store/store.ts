import type {
  DeletionReceipt,
  ListQuery,
  ModelList,
  ModelQuery,
  Project,
  Score,
  ScoreList,
  ScoreQuery,
  SessionDetail,
  SessionList,
  SpanDetail,
  SpanDetailQuery,
  SpanSkeleton,
  TextPiece,
  TextQuery,
  TraceDetail,
  TraceDetailQuery,
  TraceList,
  TraceQuery,
  TraceSummary,
  UserList,
} from "../api/types.js";
import type { WriteBatch } from "../ingest/row.js";

/** A trace that a write has touched, with the spans that are new or different in it. */
export interface Change {
  project: number;
  traceId: string;
  spanIds: string[];
}

/** A project as keys name it. */
export interface ProjectName {
  id: number;
  publicId: string;
  name: string;
}

/** A key as it is listed: never the key itself. */
export interface KeyEntry {
  prefix: string;
  name: string;
  project: string;
  created: number;
}

/** What a search over traces may be asked for. */
export type TraceFilter = Omit<TraceQuery, "cursor" | "limit">;

/** The current state of changed spans and their trace, for those who watch. */
export interface ChangedTrace {
  trace: TraceSummary;
  spans: SpanSkeleton[];
}

/**
 * Where everything is kept. Two implementations pass one suite.
 *
 * Spans are immutable: the last complete version of (project, trace, span) replaces the one before as a whole.
 * Every number of milliseconds that says "now" comes from the caller, so that time can be told in tests.
 */
export interface Store {
  /** Writes many requests in one commit. When it resolves, they are durable. */
  write(batches: WriteBatch[], now: number): Promise<Change[]>;
  addScores(project: number, scores: Score[]): Promise<void>;
  /** Removes a trace with its scores and everything that only it referred to. Undefined where there is none. */
  deleteTrace(project: number, traceId: string, now: number): Promise<DeletionReceipt | undefined>;
  /** Adds up to `limit` documents to the text index; returns how many there were. */
  index(limit: number): Promise<number>;
  /**
   * Traces that time alone has changed since the last call: the process of an open span has fallen silent, or a
   * root is no longer expected.
   */
  changedByTime(now: number): Promise<Change[]>;

  traces(project: number, query: TraceQuery, now: number): Promise<TraceList>;
  trace(project: number, traceId: string, query: TraceDetailQuery, now: number): Promise<TraceDetail | undefined>;
  changed(change: Change, now: number): Promise<ChangedTrace | undefined>;
  span(project: number, ids: SpanIds, query: SpanDetailQuery, now: number): Promise<SpanDetail | undefined>;
  text(project: number, ids: SpanIds, query: TextQuery, now: number): Promise<TextPiece | undefined>;
  sessions(project: number, query: ListQuery): Promise<SessionList>;
  session(project: number, sessionId: string, query: ListQuery, now: number): Promise<SessionDetail | undefined>;
  models(project: number, query: ModelQuery): Promise<ModelList>;
  users(project: number, query: ListQuery): Promise<UserList>;
  scores(project: number, query: ScoreQuery): Promise<ScoreList>;
  project(project: number): Promise<Omit<Project, "serverVersion">>;

  createKey(key: { hash: string; prefix: string; name: string; project: string }, now: number): Promise<void>;
  keys(): Promise<KeyEntry[]>;
  /** The project that a key (by its hash) belongs to. */
  projectOfKey(hash: string): Promise<ProjectName | undefined>;
  close(): Promise<void>;
}

export interface SpanIds {
  traceId: string;
  spanId: string;
}
