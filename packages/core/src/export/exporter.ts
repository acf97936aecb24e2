import type { ResolvedOptions } from "../options.js";
import type { AttributeValue, ErrorRecord, Level, ScoreRecord, SpanLink, SpanStatus, SpanType } from "../record.js";
import type { HttpRequest } from "../runtime/http.js";
import type { Usage } from "../usage.js";
import type { Immediate } from "./immediate.js";
import type { OtlpOptions } from "./target.js";

/** OpenTelemetry's span kinds, as far as they occur here. */
export type SpanKind = "internal" | "client";

/** A moment within a span. */
export interface SpanEvent {
  name: string;
  /** Milliseconds since the epoch. */
  time: number;
  attributes: Record<string, AttributeValue>;
}

/** A span as exporters receive it: normalised, redacted, cut to size. Nobody changes it. */
export interface FinishedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly type: SpanType;
  readonly kind: SpanKind;
  /** Milliseconds since the epoch, with fractions. */
  readonly startTime: number;
  /** Milliseconds since the epoch; 0 while the span is open. */
  readonly endTime: number;
  readonly status: SpanStatus;
  readonly level: Level;
  readonly error: ErrorRecord | undefined;
  readonly usage: Usage | undefined;
  /** USD, where the provider or the caller stated it. */
  readonly cost: number | undefined;
  /** What goes on the wire, by the names of `@trace/core/wire`. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  /** Messages for a model call, otherwise what the span took in; read from the attributes. */
  readonly input: unknown;
  /** Messages for a model call, otherwise what the span gave back; read from the attributes. */
  readonly output: unknown;
}

/** What an exporter sends at once. */
export interface Batch {
  readonly spans: readonly FinishedSpan[];
  readonly scores: readonly ScoreRecord[];
  /** Attributes of the process that every span in the batch shares. */
  readonly resource: Readonly<Record<string, AttributeValue>>;
}

/** What became of a batch. Nothing set means that all of it was accepted. */
export interface Outcome {
  /** Records that the target refused for good. */
  rejected?: number;
  /** What the target said about it; logged. */
  message?: string;
  /** Milliseconds until the same batch is worth another attempt; 0 leaves the choice to the queue. */
  retryAfter?: number;
  /** The batch is too large: send it in halves. */
  split?: boolean;
  /** Nothing will ever be accepted: stop sending. */
  stop?: boolean;
}

/** A place that finished spans go to. Each has its own queue, retries and drop count. */
export interface Exporter {
  readonly name: string;
  /** Present where every span is taken as it ends, on the caller's thread: in tests and consoles. @internal */
  readonly immediate?: (options: ResolvedOptions) => Immediate;
  /** Present where an OTLP receiver is meant, which is met once a span has started. @internal */
  readonly otlp?: OtlpOptions;
  /** Takes one batch. A rejection loses the batch, counted. */
  export(batch: Batch): Outcome | undefined | Promise<Outcome | undefined>;
  /** Asks the target who it is. Called once, when the first span starts. @experimental */
  probe?(): Promise<Outcome>;
  /** Whether the target shows spans while they run; it is then sent snapshots and heartbeats. @experimental */
  readonly live?: boolean;
  /** The HTTP request that carries a batch, for the end of the process, when nothing asynchronous runs. @experimental */
  request?(batch: Batch): HttpRequest;
}
