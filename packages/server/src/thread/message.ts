import type { Change } from "../store/store.js";

/** What a thread is started with. */
export interface ThreadData {
  role: "writer" | "reader";
  /** Path of the database file. */
  path: string;
  /** When the server started, in milliseconds. */
  since: number;
}

/** A request to a thread. */
export interface Call {
  id: number;
  method: string;
  args: unknown[];
}

/** A thread's answer to the call with the same id. */
export type Answer = { id: number; result: unknown } | { id: number; error: { name: string; message: string } };

/** A request's spans on their way to the writer. */
export interface IngestCall {
  project: number;
  encoding: "json" | "protobuf";
  /** Decompressed body. */
  body: Uint8Array;
}

/** What became of a request's spans. */
export interface IngestAnswer {
  rejected: number;
  rejectedMessage: string;
}

/** Changed traces for live readers; sent by the writer unasked. */
export interface LiveMessage {
  live: { change: Change; trace: string; spans: string }[];
}

/** What somebody watches: everything, single traces, or nothing. */
export interface Watched {
  all: boolean;
  traces: string[];
}
