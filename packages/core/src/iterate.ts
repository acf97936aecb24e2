import { runInContext } from "./context.js";
import { endOk, isThenable } from "./run.js";
import type { Span } from "./span.js";

type Step = IteratorResult<unknown>;
type Method = (...args: unknown[]) => Step | PromiseLike<Step>;
type Steps = Partial<Record<(typeof methods)[number], Method>>;

const methods = ["next", "return", "throw"] as const;
const MAX_ITEMS = 10_000;

/** Whether `value` is what a generator or an async generator function returns. */
export function isGenerator(value: unknown): value is object {
  if (typeof value !== "object" || value === null || typeof (value as Steps).next !== "function") return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

/**
 * Lets `span` follow a generator, which outlives the call that made it: every step runs in the span's context,
 * and the span ends with the last one. The generator stays the very object; its methods are shadowed.
 */
export function followGenerator(span: Span, generator: object, captureOutput: boolean): void {
  const items: unknown[] = [];
  const steps = generator as Steps;
  const seen = (method: string, step: Step) => {
    if (!step.done && captureOutput && items.length < MAX_ITEMS) items.push(step.value);
    if (step.done) finish(span, captureOutput ? items : undefined, method === "return");
    return step;
  };
  const failed = (error: unknown): never => {
    if (captureOutput) span.output = items;
    span.end({ error });
    throw error;
  };
  for (const method of methods) {
    const original = steps[method];
    if (original) steps[method] = shadow(span, generator, original, (step) => seen(method, step), failed);
  }
}

function shadow(
  span: Span,
  generator: object,
  original: Method,
  seen: (step: Step) => Step,
  failed: (error: unknown) => never,
): Method {
  return (...args) => {
    let step: Step | PromiseLike<Step>;
    try {
      step = runInContext(span.context, () => original.apply(generator, args));
    } catch (error) {
      return failed(error);
    }
    return isThenable(step) ? step.then(seen, failed) : seen(step);
  };
}

/** A caller who leaves early has cancelled; what was yielded until then is kept. */
function finish(span: Span, items: unknown[] | undefined, left: boolean): void {
  if (items) span.output = items;
  if (left) span.end({ status: "cancelled" });
  else endOk(span);
}
