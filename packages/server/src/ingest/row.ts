import type { SpanSkeleton } from "../api/types.js";

/** A span's payload as texts, so that nothing is parsed that nobody reads. */
export interface SpanContent {
  /** Messages, parts and definitions: one JSON text each, stored once however often they are sent. */
  inputMessages: string[];
  outputMessages: string[];
  system: string[];
  tools: string[];
  /** JSON text of the resource's attributes. */
  resource: string;
  /** JSON text of an object: `input`, `output`, `metadata`, `attributes`, `events` and what else only this span has. */
  rest: string;
}

/** A span as it is stored. */
export interface SpanRow {
  traceId: string;
  /** What lists show; its status is the recorded one. */
  skeleton: SpanSkeleton;
  /** True for a call to a model, whose usage and cost count unless a call below it counts already. */
  call: boolean;
  environment?: string;
  release?: string;
  serviceName?: string;
  /** Beginning of input and output as plain text; roots only. */
  inputPreview?: string;
  outputPreview?: string;
  content: SpanContent;
}

/** A span that was still open when it was sent. */
export interface SnapshotRow extends SpanRow {
  /** Rises with every snapshot of the same span. */
  sequence: number;
  /** The process that sent it. */
  instance: string;
}

/** A sign of life of one process. */
export interface Heartbeat {
  instance: string;
  /** Milliseconds within which the next one is due. */
  flushInterval: number;
  /** Spans that the process has dropped since its last request. */
  droppedSpans: number;
}

/** What one request brought. */
export interface WriteBatch {
  project: number;
  spans: SpanRow[];
  snapshots: SnapshotRow[];
  heartbeats: Heartbeat[];
}
