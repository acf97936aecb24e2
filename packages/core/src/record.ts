import type { SpanType } from "./span-type.js";
import type { Usage } from "./usage.js";

export type { SpanType };

/** How a span ended; `unset` while it is open, and for work whose outcome nobody stated. */
export type SpanStatus = "unset" | "ok" | "error" | "cancelled";

/** How much a span matters to its reader. A level alone never changes the status. */
export type Level = "DEBUG" | "DEFAULT" | "WARNING" | "ERROR";

/** A value that OpenTelemetry can carry as a span attribute. */
export type AttributeValue = string | number | boolean | string[] | number[] | boolean[];

/** What went wrong, as plain data. */
export interface ErrorRecord {
  /** Class or code of the error, low in cardinality: `RateLimitError`, `ECONNRESET`. */
  type: string;
  message: string;
  stack?: string;
  /** HTTP status of the failed call, where there was one. */
  statusCode?: number;
  requestId?: string;
}

/** Points at a span that caused this one without being its parent. */
export interface SpanLink {
  traceId: string;
  spanId: string;
}

/** Which version of which prompt a generation was made with. */
export interface PromptReference {
  name: string;
  version?: string | number;
}

/** Facts that every span below inherits. Stored once per context, never copied into spans. */
export interface ContextValues {
  readonly userId?: string;
  readonly sessionId?: string;
  readonly tags?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly environment?: string;
  readonly release?: string;
}

/** What a call to a model adds to a span. */
export interface ModelCall {
  /** `gen_ai.operation.name`: `chat`, `text_completion`, `embeddings`, … */
  operation?: string;
  /** `gen_ai.provider.name`: `openai`, `anthropic`, `azure.ai.openai`, … */
  provider?: string;
  model?: string;
  responseModel?: string;
  responseId?: string;
  /** Request parameters by the provider's own names, messages and tools left out. */
  parameters?: Record<string, unknown>;
  /** Tool definitions as the provider takes them. */
  tools?: unknown;
  usage?: Usage;
  /** USD, as reported by the provider or set by the caller. The server computes the rest. */
  cost?: number;
  costSource?: "provider" | "user";
  /** The provider's own words, one per choice. */
  finishReasons?: string[];
  /** The tier that answered, where the provider says so; it decides the price. */
  serviceTier?: string;
  stream?: boolean;
  /** Milliseconds from the start of the call to the first chunk of a stream. */
  timeToFirstChunk?: number;
  /** Milliseconds from the start of the call to the first content of a stream. */
  timeToFirstToken?: number;
  /** HTTP attempts, retries included. */
  attempts?: number;
  serverAddress?: string;
  serverPort?: number;
  /** Turns the provider's own input and output into the conventions' messages. Runs at export. */
  normalize?: (content: RawContent) => Content;
}

/** A model call's content in the provider's own shape, as it was captured. */
export interface RawContent {
  input?: unknown;
  output?: unknown;
  tools?: unknown;
  parameters?: Record<string, unknown>;
}

/** A message of the GenAI conventions. */
export interface Message {
  role: string;
  parts: Part[];
  name?: string;
  finish_reason?: string;
}

/** One part of a message; `type` decides which fields it has (`text`, `tool_call`, `blob`, …). */
export interface Part {
  type: string;
  [field: string]: unknown;
}

/** A tool as the conventions describe it. */
export interface ToolDefinition {
  type: string;
  name: string;
  description?: string;
  parameters?: unknown;
}

/** A model call's content as the conventions want it. */
export interface Content {
  input?: Message[];
  output?: Message[];
  system?: Part[];
  tools?: ToolDefinition[];
}

/**
 * One unit of work as it is kept in memory until export.
 *
 * `input`, `output` and `metadata` are structural snapshots: containers are copied, strings are shared.
 * Redaction, normalising and encoding happen at export, never on the caller's thread.
 */
export interface SpanRecord {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  name: string;
  type: SpanType;
  /** A type in the caller's own words, where `type` could not take it. */
  category: string | undefined;
  /** Milliseconds since the epoch, with fractions. */
  readonly startTime: number;
  /** Milliseconds since the epoch; 0 while the span is open. */
  endTime: number;
  status: SpanStatus;
  /** The caller's own word for the outcome, where `status` could not take it. */
  statusLabel: string | undefined;
  level: Level;
  error: ErrorRecord | undefined;
  input: unknown;
  output: unknown;
  metadata: Record<string, unknown> | undefined;
  tags: string[] | undefined;
  attributes: Record<string, AttributeValue> | undefined;
  links: SpanLink[] | undefined;
  model: ModelCall | undefined;
  /** Inherited by every span below. */
  prompt: PromptReference | undefined;
  readonly context: ContextValues;
  /** Where the exporting part keeps the span while it is open; -1 where it does not. */
  place: number;
  /** Rises with every change, so that an open span is sent again only when it said something new. */
  revision: number;
}

/** The value of a score: a number, a yes or no, or a label. */
export type ScoreDataType = "numeric" | "boolean" | "categorical";

/** A judgement about a trace, a span or a session. The only record besides spans that an application sends. */
export interface ScoreRecord {
  id: string;
  traceId?: string;
  spanId?: string;
  sessionId?: string;
  name: string;
  value: number | string | boolean;
  dataType: ScoreDataType;
  comment?: string;
  source: "api";
  /** Milliseconds since the epoch. */
  timestamp: number;
}
