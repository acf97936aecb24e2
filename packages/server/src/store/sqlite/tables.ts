import type { Usage } from "../../api/types.js";

/** Usage buckets that have a column of their own, in traces and in spans. */
export const usageColumns: [bucket: Exclude<keyof Usage, "cacheWriteByTtl">, column: string][] = [
  ["inputTokens", "input_tokens"],
  ["outputTokens", "output_tokens"],
  ["cacheReadTokens", "cache_read_tokens"],
  ["cacheWriteTokens", "cache_write_tokens"],
  ["reasoningTokens", "reasoning_tokens"],
  ["inputAudioTokens", "input_audio_tokens"],
  ["outputAudioTokens", "output_audio_tokens"],
  ["inputImageTokens", "input_image_tokens"],
  ["outputImageTokens", "output_image_tokens"],
];

const usage = usageColumns.map(([, column]) => `${column} INTEGER`).join(", ");

/**
 * The tables. Times are REAL milliseconds, ids of traces and spans BLOBs.
 *
 * `traces` and `spans` are narrow: lists and charts read nothing else. `payloads` and `messages` point into
 * `chunks`, which hold many texts compressed together. `mentions` says which trace refers to which message;
 * a message without mentions is gone. `pending` holds spans that were still open when they were last heard of.
 * `traces.waits_until` is the moment up to which a root that has not come may still be on its way.
 * `spans.call` is 1 for a model call that counts, 2 for one that has another below it, 3 for what is no call but
 * has one below it.
 */
export const tables = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE projects(id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created REAL NOT NULL,
  dropped_spans INTEGER NOT NULL DEFAULT 0);
CREATE TABLE keys(hash TEXT PRIMARY KEY, project INTEGER NOT NULL, prefix TEXT NOT NULL, name TEXT NOT NULL,
  created REAL NOT NULL) WITHOUT ROWID;

CREATE TABLE traces(id INTEGER PRIMARY KEY, project INTEGER NOT NULL, trace_id BLOB NOT NULL,
  root_rank INTEGER NOT NULL DEFAULT 0, root_start REAL, name TEXT, type TEXT, status TEXT, error TEXT,
  start REAL, end REAL, user_id TEXT, session_id TEXT, environment TEXT, release TEXT, service TEXT,
  input_preview TEXT, output_preview TEXT,
  span_count INTEGER NOT NULL DEFAULT 0, call_count INTEGER NOT NULL DEFAULT 0, error_count INTEGER NOT NULL DEFAULT 0,
  pending_count INTEGER NOT NULL DEFAULT 0, waits_until REAL,
  cost REAL, unknown_costs INTEGER NOT NULL DEFAULT 0, ${usage});
CREATE UNIQUE INDEX trace_ids ON traces(project, trace_id);
CREATE INDEX trace_times ON traces(project, start, id);
CREATE INDEX trace_sessions ON traces(project, session_id, start) WHERE session_id IS NOT NULL;
CREATE INDEX trace_users ON traces(project, user_id, start) WHERE user_id IS NOT NULL;
CREATE INDEX trace_open ON traces(project, start) WHERE pending_count > 0 OR waits_until IS NOT NULL;
CREATE INDEX trace_waits ON traces(waits_until) WHERE waits_until IS NOT NULL;
CREATE TABLE facets(trace INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(trace, kind, value)) WITHOUT ROWID;
CREATE INDEX facet_values ON facets(kind, value, trace);

CREATE TABLE spans(id INTEGER PRIMARY KEY, trace INTEGER NOT NULL, span_id BLOB NOT NULL, parent_id BLOB,
  name TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, level TEXT, start REAL NOT NULL, end REAL,
  provider TEXT, model TEXT, response_model TEXT, first_token REAL, call INTEGER NOT NULL,
  cost REAL, cost_known INTEGER NOT NULL, content INTEGER NOT NULL, more TEXT, ${usage});
CREATE UNIQUE INDEX span_ids ON spans(trace, span_id);
CREATE INDEX span_times ON spans(trace, start, id);
CREATE INDEX span_calls ON spans(trace, parent_id) WHERE call > 0;
CREATE TABLE payloads(span INTEGER PRIMARY KEY, chunk INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
  refs BLOB NOT NULL);
CREATE TABLE messages(id INTEGER PRIMARY KEY, project INTEGER NOT NULL, hash BLOB NOT NULL, searched INTEGER NOT NULL,
  chunk INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL);
CREATE UNIQUE INDEX message_hashes ON messages(project, hash);
CREATE TABLE mentions(message INTEGER NOT NULL, trace INTEGER NOT NULL, PRIMARY KEY(message, trace)) WITHOUT ROWID;
CREATE INDEX trace_mentions ON mentions(trace, message);
CREATE TABLE chunks(id INTEGER PRIMARY KEY, live INTEGER NOT NULL, data BLOB NOT NULL);

CREATE TABLE instances(id INTEGER PRIMARY KEY, project INTEGER NOT NULL, name TEXT NOT NULL, seen REAL NOT NULL,
  flush_interval REAL NOT NULL, reported_lost INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX instance_names ON instances(project, name);
CREATE TABLE pending(trace INTEGER NOT NULL, span_id BLOB NOT NULL, sequence INTEGER NOT NULL, instance INTEGER NOT NULL,
  start REAL NOT NULL, row BLOB NOT NULL, PRIMARY KEY(trace, span_id)) WITHOUT ROWID;
CREATE INDEX pending_instances ON pending(instance);

CREATE TABLE scores(id TEXT NOT NULL, project INTEGER NOT NULL, trace_id BLOB, span_id BLOB, session_id TEXT,
  name TEXT NOT NULL, value, data_type TEXT NOT NULL, comment TEXT, source TEXT NOT NULL, timestamp REAL NOT NULL,
  PRIMARY KEY(project, id)) WITHOUT ROWID;
CREATE INDEX score_traces ON scores(project, trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX score_times ON scores(project, timestamp, id);

CREATE VIRTUAL TABLE words USING fts5(text, content='', detail='none', tokenize="unicode61 remove_diacritics 0");
INSERT INTO words(words, rank) VALUES('secure-delete', 1);
INSERT INTO meta(key, value) VALUES('indexed_spans', 0), ('indexed_messages', 0);
INSERT INTO projects(id, public_id, name, created) VALUES(1, 'default', 'Default', 0);
`;

/** Version of the tables; a database of another version is refused. */
export const tablesVersion = 1;
