import { runInContext } from "./context.js";
import type { Span } from "./span.js";

/**
 * Runs `fn` inside `span` and ends the span when `fn` returns, throws, or the promise it returns settles.
 * The result or the error reaches the caller unchanged.
 *
 * @param finish ends the span after success; it sees the value.
 */
export function runSpan<R>(span: Span, fn: (span: Span) => R, finish: (span: Span, value: unknown) => void = endOk): R {
  if (!span.client) return fn(span);
  let result: R;
  try {
    result = runInContext(span.context, fn, span);
  } catch (error) {
    span.end({ error });
    throw error;
  }
  if (isThenable(result)) return endWhenSettled(span, result, finish) as R;
  finish(span, result);
  return result;
}

function endWhenSettled(
  span: Span,
  result: PromiseLike<unknown>,
  finish: (span: Span, value: unknown) => void,
): PromiseLike<unknown> {
  return result.then(
    (value) => {
      finish(span, value);
      return value;
    },
    (error: unknown) => {
      span.end({ error });
      throw error;
    },
  );
}

/** An error or a status that the function itself has set stays. */
export function endOk(span: Span): void {
  span.end(span.record.status === "unset" ? { status: "ok" } : {});
}

/** Whether `value` has a `then`. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
