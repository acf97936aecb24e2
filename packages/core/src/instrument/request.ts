import type { RequestChannel, RequestObserver, RequestOptions, SdkCopy } from "./copy.js";
import type { AnyFunction } from "./method.js";

/**
 * Returns what takes the place of the method that sends one HTTP attempt.
 *
 * The first attempt runs synchronously inside the traced method, which has left its call in the channel. Retries
 * share the first one's resolved options, and may run in anybody's async context, so these options are the key.
 */
export function traceRequests(original: AnyFunction, { channel }: SdkCopy): AnyFunction {
  const calls = new WeakMap<object, RequestObserver>();
  return function (this: unknown, input: unknown, ...rest: unknown[]) {
    const call = takePending(channel);
    if (call) return sendFirst(original, this, call, calls, input, rest);
    if (isObject(input)) countRetry(calls.get(input));
    return original.call(this, input, ...rest);
  };
}

function takePending(channel: RequestChannel): RequestObserver | undefined {
  const call = channel.pending;
  channel.pending = undefined;
  return call;
}

function countRetry(call: RequestObserver | undefined): void {
  if (call) call.attempts++;
}

function sendFirst(
  original: AnyFunction,
  client: unknown,
  call: RequestObserver,
  calls: WeakMap<object, RequestObserver>,
  input: unknown,
  rest: unknown[],
): unknown {
  call.attempts = 1;
  if (call.rewrites) return sendRewritten(original, client, call, calls, input, rest);
  // A handler beside the SDK's own keeps the request as early as it was.
  if (input instanceof Promise) input.then((options) => isObject(options) && calls.set(options, call), ignore);
  else if (isObject(input)) calls.set(input, call);
  return original.call(client, input, ...rest);
}

async function sendRewritten(
  original: AnyFunction,
  client: unknown,
  call: RequestObserver,
  calls: WeakMap<object, RequestObserver>,
  input: unknown,
  rest: unknown[],
): Promise<unknown> {
  const options = (await input) as RequestOptions;
  const rewritten = await call.prepare(options);
  calls.set(rewritten, call);
  try {
    return await original.call(client, rewritten, ...rest);
  } catch (error) {
    if (rewritten === options || !call.refused(error)) throw error;
    call.attempts++;
    calls.set(options, call);
    return original.call(client, options, ...rest);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function ignore(): void {}
