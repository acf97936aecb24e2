import { type Client, getClient } from "./client.js";
import { currentContext } from "./context.js";
import type { FlushResult } from "./export/pipeline.js";
import { openSpan, openTrace } from "./open.js";
import { runSpan } from "./run.js";
import type { ScoreInput } from "./score.js";
import { type Span, type SpanArguments, type SpanOptions, spanArguments } from "./span.js";

/** The client that the running code records with: that of the current span, else the default one. */
function ambientClient(): Client | undefined {
  return currentContext().span?.client ?? getClient();
}

/**
 * Runs `fn` as the root of a new trace, linked to the span that encloses it.
 *
 * @example
 * await trace("answer", { userId: "u_1" }, async (t) => {
 *   t.input = question;
 *   t.output = await answer(question);
 * });
 */
export function trace<R>(name: string, fn: (span: Span) => R): R;
export function trace<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R;
export function trace<R>(name: string, ...rest: SpanArguments<R>): R {
  const [options, fn] = spanArguments(rest);
  return runSpan(openTrace(name, options), fn);
}

/** Runs `fn` in a span below the current one, or as a root where there is none. */
export function span<R>(name: string, fn: (span: Span) => R): R;
export function span<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R;
export function span<R>(name: string, ...rest: SpanArguments<R>): R {
  const [options, fn] = spanArguments(rest);
  return runSpan(openSpan(name, options), fn);
}

/** Runs `fn` in a generation: a call to a model that no provider package sees. */
export function generation<R>(name: string, fn: (span: Span) => R): R;
export function generation<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R;
export function generation<R>(name: string, ...rest: SpanArguments<R>): R {
  const [options, fn] = spanArguments(rest);
  return runSpan(openSpan(name, { type: "generation", ...options }), fn);
}

/** Opens a span that ends when `end` is called, or at the end of its `using` block. */
export function startSpan(name: string, options?: SpanOptions): Span {
  return openSpan(name, options);
}

/** Records a point in time below the current span, or as a trace of its own. */
export function event(name: string, data?: unknown): void {
  ambientClient()?.event(name, data);
}

/**
 * Records a judgement about a trace, a span or a session; without an id, about the current trace.
 * Scores given by id are sent whatever the sampling decision.
 */
export function score(input: ScoreInput): void {
  ambientClient()?.score(input);
}

/** Returns the span that the running code is in, if there is one. */
export function currentSpan(): Span | undefined {
  return currentContext().span;
}

/** Sends what has ended before this call. Resolves when it is settled or `timeout` has passed; never rejects. */
export async function flush(): Promise<FlushResult> {
  return (await getClient()?.flush()) ?? { accepted: 0, pending: 0, dropped: 0 };
}

/** Sends what has ended and stops recording; calls after it are silent no-ops. */
export async function shutdown(): Promise<FlushResult> {
  return (await getClient()?.shutdown()) ?? { accepted: 0, pending: 0, dropped: 0 };
}
