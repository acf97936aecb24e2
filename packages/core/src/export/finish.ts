import { reportInternalError } from "../log.js";
import type { ResolvedOptions } from "../options.js";
import type { AttributeValue, ErrorRecord, SpanRecord } from "../record.js";
import type { Redactor } from "../redact/redactor.js";
import { conventions as names, own } from "../wire.js";
import { readContent, type SpanContent, withoutWords } from "./content.js";
import { writeFacts, writeParameters } from "./convention.js";
import { cutAttributes, MAX_SPAN_SIZE } from "./cut.js";
import type { FinishedSpan, SpanEvent } from "./exporter.js";
import { finished } from "./finished.js";
import { referMedia } from "./media.js";

type Attributes = Record<string, AttributeValue>;

/** Turns a record into what exporters receive. Never throws for what a caller recorded. */
export type Finish = (record: SpanRecord, pendingSequence?: number) => FinishedSpan;

/** Creates the one function that normalises, redacts and serialises spans. */
export function createFinish(options: ResolvedOptions, redactor: Redactor): Finish {
  const clean = createCleaner(options, redactor);
  return (record, pendingSequence) => {
    const attributes: Attributes = {};
    writeFacts(attributes, record);
    writeProcess(attributes, record, options);
    writeContent(attributes, record, options.captureContent, clean);
    writeOwn(attributes, record, clean);
    const error = record.error && cleanError(record.error, clean);
    if (error) writeError(attributes, error);
    cutAttributes(attributes, MAX_SPAN_SIZE);
    if (pendingSequence !== undefined) {
      attributes[own.pending] = true;
      attributes[own.pendingSequence] = pendingSequence;
    }
    return finished(fields(record, attributes, error, redactor));
  };
}

function fields(record: SpanRecord, attributes: Attributes, error: ErrorRecord | undefined, redactor: Redactor) {
  const { traceId, spanId, parentId, type, startTime, endTime, status, level, model, links } = record;
  return {
    traceId,
    spanId,
    parentId,
    name: redactor.text(record.name),
    type,
    kind: model || type === "generation" || type === "embedding" ? ("client" as const) : ("internal" as const),
    startTime,
    endTime,
    status,
    level,
    error,
    usage: model?.usage,
    cost: model?.cost,
    attributes,
    events: error ? [exceptionEvent(error, endTime)] : none,
    links: links ?? none,
  };
}

const none: never[] = [];

/** Hides what must not leave the process. */
interface Cleaner {
  /** The result for a field that the hook cannot take is `undefined`. */
  value(value: unknown, path: string): unknown;
  json(value: unknown, path: string): string | undefined;
  text(text: string, path: string): string;
}

function createCleaner({ redact: { hook } }: ResolvedOptions, redactor: Redactor): Cleaner {
  function value(given: unknown, path: string): unknown {
    if (given === undefined || given === null) return undefined;
    try {
      const clean = redactor.value(given, path === "tools");
      return hook ? hook(clean, { path }) : clean;
    } catch (error) {
      reportInternalError(error, `redact ${path}`);
      return undefined;
    }
  }
  return {
    value,
    text: (text, path) => String(value(text, path) ?? ""),
    json(given, path) {
      // Serialised first and looked through once: most content has nothing to hide.
      const text = hook ? undefined : stringify(given, path);
      return text !== undefined && !redactor.suspects(text) ? text : stringify(value(given, path), path);
    },
  };
}

function stringify(value: unknown, path: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  try {
    return JSON.stringify(value);
  } catch (error) {
    // Only a redaction hook can hand over what JSON cannot say; the field is dropped, the span stays.
    reportInternalError(error, `serialise ${path}`);
    return undefined;
  }
}

function writeContent(attributes: Attributes, record: SpanRecord, words: boolean, clean: Cleaner): void {
  const content = words ? readContent(record) : withoutWords(readContent(record));
  const name = contentNames(record, content);
  const refer = content.messages ? referMedia : (value: unknown) => value;
  putText(attributes, name.input, clean.json(refer(content.input), "input"));
  putText(attributes, name.output, clean.json(refer(content.output), "output"));
  putText(attributes, names.systemInstructions, clean.json(content.system, "system"));
  putText(attributes, names.toolDefinitions, clean.json(content.tools, "tools"));
}

function contentNames(record: SpanRecord, content: SpanContent): { input: string; output: string } {
  if (content.messages) return { input: names.inputMessages, output: names.outputMessages };
  if (record.type === "tool") return { input: names.toolArguments, output: names.toolResult };
  return { input: own.input, output: own.output };
}

/** What context and options say, where a span differs from its process. */
function writeProcess(attributes: Attributes, { context }: SpanRecord, options: ResolvedOptions): void {
  const { environment, release } = context;
  if (environment && environment !== options.environment) attributes[names.environment] = environment;
  if (release && release !== options.release) attributes[names.serviceVersion] = release;
}

function writeOwn(attributes: Attributes, record: SpanRecord, clean: Cleaner): void {
  const { context, model } = record;
  const metadata = context.metadata ? { ...context.metadata, ...record.metadata } : record.metadata;
  putText(attributes, own.metadata, clean.json(metadata, "metadata"));
  const tags = context.tags ? [...new Set([...context.tags, ...(record.tags ?? none)])] : record.tags;
  if (tags?.length) attributes[own.tags] = strings(clean.value(tags, "tags"));
  if (record.attributes) Object.assign(attributes, clean.value(record.attributes, "attributes"));
  if (!model) return;
  const parameters = clean.value(model.parameters, "parameters");
  putText(attributes, own.parameters, stringify(parameters, "parameters"));
  if (typeof parameters === "object" && parameters) writeParameters(attributes, parameters as Record<string, unknown>);
  putText(attributes, own.usageRaw, stringify(model.usage?.raw, "usage"));
  putText(attributes, own.cacheWriteByTtl, stringify(model.usage?.cacheWriteByTtl, "usage"));
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function cleanError(error: ErrorRecord, clean: Cleaner): ErrorRecord {
  const { message, stack } = error;
  return {
    ...error,
    message: clean.text(message, "error.message"),
    ...(stack && { stack: clean.text(stack, "error.stack") }),
  };
}

function writeError(attributes: Attributes, error: ErrorRecord): void {
  attributes[names.errorType] = error.type;
  if (error.statusCode !== undefined) attributes[own.errorStatusCode] = error.statusCode;
  if (error.requestId !== undefined) attributes[own.errorRequestId] = error.requestId;
}

function exceptionEvent(error: ErrorRecord, time: number): SpanEvent {
  const attributes: Attributes = {
    [names.exceptionType]: error.type,
    [names.exceptionMessage]: error.message,
  };
  if (error.stack) attributes[names.exceptionStack] = error.stack;
  return { name: "exception", time, attributes };
}

function putText(attributes: Attributes, name: string, text: string | undefined): void {
  if (text !== undefined) attributes[name] = text;
}
