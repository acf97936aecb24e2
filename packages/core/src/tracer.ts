import { runSpan } from "./run.js";
import type { Span, SpanOptions } from "./span.js";

/** `(fn)` or `(options, fn)`. */
export type SpanArguments<R> = [(span: Span) => R] | [SpanOptions | undefined, (span: Span) => R];

/** Opens spans at one place: below a span, with a client, or wherever the running code is. */
export abstract class Tracer {
  /** Opens a span that ends when `end` is called, or at the end of its `using` block. */
  abstract startSpan(name: string, options?: SpanOptions): Span;

  /** Runs `fn` in a span. What it returns or throws reaches the caller unchanged. */
  span<R>(name: string, fn: (span: Span) => R): R;
  span<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R;
  span<R>(name: string, ...rest: SpanArguments<R>): R {
    const [options, fn] = spanArguments(rest);
    return runSpan(this.startSpan(name, options), fn);
  }

  /** Runs `fn` in a generation: a call to a model that no provider package sees. */
  generation<R>(name: string, fn: (span: Span) => R): R;
  generation<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R;
  generation<R>(name: string, ...rest: SpanArguments<R>): R {
    const [options, fn] = spanArguments(rest);
    return runSpan(this.startSpan(name, { type: "generation", ...options }), fn);
  }

  /** Records a point in time. */
  event(name: string, data?: unknown): void {
    const span = this.startSpan(name, { type: "event", input: data });
    span.end({ endTime: span.record.startTime });
  }
}

/** Tells the two ways of calling apart. */
export function spanArguments<R>(rest: SpanArguments<R>): [SpanOptions | undefined, (span: Span) => R] {
  return rest.length === 1 ? [undefined, rest[0]] : rest;
}
