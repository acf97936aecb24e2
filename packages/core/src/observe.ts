import type { Client } from "./client.js";
import { currentContext } from "./context.js";
import { followGenerator, isGenerator } from "./iterate.js";
import { openSpan } from "./open.js";
import { endOk, runSpan } from "./run.js";
import type { Span, SpanOptions } from "./span.js";

/** Options of `observe`. */
export interface ObserveOptions extends Omit<SpanOptions, "input" | "output"> {
  /** @default the function's name */
  name?: string;
  /** Records the arguments: as an array, a single plain object as itself. @default true */
  captureInput?: boolean;
  /** Records what the function returns, or the list of what it yields. @default true */
  captureOutput?: boolean;
  /** @internal */
  client?: Client;
}

type AnyFunction = (...args: never[]) => unknown;

/** A decorator for methods: the standard kind, and the older one of `experimentalDecorators`. */
export interface ObserveDecorator {
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext): F;
  (target: object, key: string | symbol, descriptor: PropertyDescriptor): PropertyDescriptor;
}

/**
 * Wraps a function so that every call of it is a span: synchronous and asynchronous functions, generators and
 * async generators. As `@observe()` it wraps a method. What the function returns or throws is unchanged.
 *
 * @example
 * const search = observe(async (query: string) => index.find(query), { name: "search", type: "retriever" });
 */
export function observe<F extends AnyFunction>(fn: F, options?: ObserveOptions): F;
export function observe(options?: ObserveOptions): ObserveDecorator;
export function observe(first?: AnyFunction | ObserveOptions, options: ObserveOptions = {}): unknown {
  return typeof first === "function" ? wrap(first, options) : decorator(first ?? {});
}

function decorator(options: ObserveOptions): ObserveDecorator {
  const decorate = (target: unknown, context: unknown, descriptor?: PropertyDescriptor) => {
    if (!descriptor) return wrap(target as AnyFunction, { name: nameOf(context), ...options });
    return { ...descriptor, value: wrap(descriptor.value, { name: String(context), ...options }) };
  };
  return decorate as ObserveDecorator;
}

function nameOf(context: unknown): string {
  return String((context as ClassMethodDecoratorContext).name);
}

function wrap<F extends AnyFunction>(fn: F, options: ObserveOptions): F {
  const { name = fn.name || "anonymous", captureInput = true, captureOutput = true, client, ...rest } = options;
  const observed = function (this: unknown, ...args: never[]): unknown {
    const span = openSpan(name, rest, currentContext(), client);
    if (!span.client) return fn.apply(this, args);
    if (captureInput) span.input = asInput(args);
    const result = runSpan(
      span,
      () => fn.apply(this, args),
      (_, value) => finish(span, value, captureOutput),
    );
    if (isGenerator(result)) followGenerator(span, result, captureOutput);
    return result;
  };
  Object.defineProperty(observed, "name", { value: fn.name, configurable: true });
  Object.defineProperty(observed, "length", { value: fn.length, configurable: true });
  return observed as unknown as F;
}

/** A generator's span stays open: it ends with the last step. */
function finish(span: Span, value: unknown, captureOutput: boolean): void {
  if (isGenerator(value)) return;
  if (captureOutput) span.output = value;
  endOk(span);
}

function asInput(args: unknown[]): unknown {
  const [only] = args;
  return args.length === 1 && isPlainObject(only) ? only : args;
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
