import type { Client } from "./client.js";
import { anchor, now } from "./clock.js";
import { type Context, currentContext, extendValues } from "./context.js";
import { newSpanId, newTraceId } from "./id.js";
import type { ContextValues, SpanLink, SpanRecord } from "./record.js";
import { isSampled } from "./sampling.js";
import { Span, type SpanOptions } from "./span.js";
import { state } from "./state.js";
import { readType } from "./vocabulary.js";

/**
 * Opens a span below the one in `context`, or the root of a new trace where there is none.
 * Costs next to nothing when no client listens.
 */
export function openSpan(
  name: string,
  options?: SpanOptions,
  context: Context = currentContext(),
  client: Client | undefined = context.span?.client ?? state().client,
): Span {
  if (!client?.open) return silent();
  const enclosing = context.span?.client ? context.span : undefined;
  const parent = enclosing ?? context.remote;
  if (!parent) anchor();
  const traceId = parent?.traceId ?? newTraceId();
  // A parent's decision wins over the own rate, so that a trace is whole or absent.
  const sampled = parent?.sampled ?? isSampled(traceId, client.options.sampleRate);
  const record = createRecord(name, traceId, parent?.spanId, context, options);
  const span = new Span(record, client, sampled, sampled);
  if (options) span.set(options);
  if (sampled) client.pipeline.started(record);
  return span;
}

/** Opens the root of a new trace, linked to the span that encloses it. */
export function openTrace(name: string, options?: SpanOptions, client?: Client): Span {
  const context = currentContext();
  const enclosing = context.span?.client ? context.span : undefined;
  const root: Context = { span: undefined, remote: undefined, values: context.values };
  const span = openSpan(name, options, root, client ?? enclosing?.client ?? state().client);
  if (enclosing && span.recording) span.record.links = [linkTo(enclosing)];
  return span;
}

function linkTo(span: Span): SpanLink {
  return { traceId: span.traceId, spanId: span.spanId };
}

function createRecord(
  name: string,
  traceId: string,
  parentId: string | undefined,
  context: Context,
  options: SpanOptions | undefined,
): SpanRecord {
  const { type, category } = readType(options?.type ?? "span");
  return {
    traceId,
    spanId: newSpanId(),
    parentId,
    name,
    type,
    category,
    startTime: options?.startTime ?? now(),
    endTime: 0,
    status: "unset",
    statusLabel: undefined,
    level: "DEFAULT",
    error: undefined,
    input: undefined,
    output: undefined,
    metadata: undefined,
    tags: undefined,
    attributes: undefined,
    links: undefined,
    model: undefined,
    prompt: context.span?.record.prompt,
    context: inheritedValues(context.values, options),
    place: -1,
    revision: 0,
  };
}

/** What options add to what the span's children inherit. */
function inheritedValues(values: ContextValues, options: SpanOptions | undefined): ContextValues {
  if (!options) return values;
  const { userId, sessionId, environment, release } = options;
  if (!userId && !sessionId && !environment && !release) return values;
  return extendValues(values, { userId, sessionId, environment, release });
}

let silence: Span | undefined;

/** The one span that records nothing and is nobody's parent. */
function silent(): Span {
  silence ??= new Span(
    {
      ...createRecord("", "0".repeat(32), undefined, { span: undefined, remote: undefined, values: {} }, {}),
      spanId: "0".repeat(16),
      endTime: 1,
    },
    undefined,
    false,
    false,
  );
  return silence;
}
