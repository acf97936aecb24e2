export { currentSpan, event, flush, generation, score, shutdown, span, startSpan, trace } from "./api.js";
export { Client, createClient, getClient, init } from "./client.js";
export { type ContextOptions, type RemoteParent, type TagInput, withContext } from "./context.js";
export { TraceError } from "./error.js";
export { type ConsoleOptions, consoleExporter } from "./export/console.js";
export type { Batch, Exporter, FinishedSpan, Outcome, SpanEvent, SpanKind } from "./export/exporter.js";
export { type MemoryExporter, memoryExporter } from "./export/memory.js";
export type { FlushResult } from "./export/pipeline.js";
export { type OtlpOptions, otlpExporter } from "./export/target.js";
export type { Logger, LogLevel } from "./log.js";
export type { UsageInput } from "./manual-usage.js";
export { type ObserveDecorator, type ObserveOptions, observe } from "./observe.js";
export type { Options, RedactOptions, RedactPattern } from "./options.js";
export { extract, type HeaderCarrier, inject } from "./propagation.js";
export type {
  AttributeValue,
  Content,
  ErrorRecord,
  Level,
  Message,
  Part,
  PromptReference,
  RawContent,
  ScoreDataType,
  ScoreRecord,
  SpanLink,
  SpanStatus,
  SpanType,
  ToolDefinition,
} from "./record.js";
export type { ScoreInput } from "./score.js";
export type { EndOptions, Span, SpanFields, SpanOptions } from "./span.js";
export type { Usage } from "./usage.js";
