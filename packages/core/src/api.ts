import { type Client, getClient } from "./client.js";
import { currentContext } from "./context.js";
import type { FlushResult } from "./export/pipeline.js";
import { openSpan, openTrace } from "./open.js";
import { runSpan } from "./run.js";
import type { ScoreInput } from "./score.js";
import type { Span, SpanOptions } from "./span.js";
import { type SpanArguments, spanArguments, Tracer } from "./tracer.js";

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

/** The place where the running code is. */
class Ambient extends Tracer {
  startSpan(name: string, options?: SpanOptions): Span {
    return openSpan(name, options);
  }
}

const ambient = /* @__PURE__ */ new Ambient();

/** Runs `fn` in a span below the current one, or as a root where there is none. */
export const span = /* @__PURE__ */ ambient.span.bind(ambient) as Tracer["span"];

/** Runs `fn` in a generation: a call to a model that no provider package sees. */
export const generation = /* @__PURE__ */ ambient.generation.bind(ambient) as Tracer["generation"];

/** Records a point in time below the current span, or as a trace of its own. */
export const event = /* @__PURE__ */ ambient.event.bind(ambient);

/** Opens a span that ends when `end` is called, or at the end of its `using` block. */
export function startSpan(name: string, options?: SpanOptions): Span {
  return openSpan(name, options);
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
