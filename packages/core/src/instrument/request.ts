import type { RequestChannel, RequestObserver, RequestOptions, SdkCopy } from "./copy.js";
import type { AnyFunction } from "./method.js";

/** Sends one HTTP attempt, or starts a request that will send some. */
export type SenderKind = "attempt" | "entry";

/**
 * Returns what takes the place of a method that sends one HTTP attempt, or of the one that an SDK calls before it.
 *
 * The first of them runs synchronously inside the traced method, which has left its call in the channel. Retries
 * share the first one's resolved options, and may run in anybody's async context, so these options are the key.
 */
export function traceRequests(original: AnyFunction, { channel }: SdkCopy, kind: SenderKind): AnyFunction {
  return function (this: unknown, input: unknown, ...rest: unknown[]) {
    const call = channel.pending;
    channel.pending = undefined;
    if (call?.rewrites) return sendRewritten({ original, client: this, call, channel, kind, rest }, input);
    if (call) remember(channel, input, call);
    // What an entry starts is counted when it reaches the method that sends an attempt.
    if (kind === "attempt") count(call ?? (isObject(input) ? channel.calls.get(input) : undefined));
    return original.call(this, input, ...rest);
  };
}

/** A request of a traced call that is about to be rewritten. */
interface Sending {
  readonly original: AnyFunction;
  readonly client: unknown;
  readonly call: RequestObserver;
  readonly channel: RequestChannel;
  readonly kind: SenderKind;
  readonly rest: unknown[];
}

function count(call: RequestObserver | undefined): void {
  if (call) call.attempts++;
}

/** A handler beside the SDK's own keeps the request as early as it was. */
function remember(channel: RequestChannel, input: unknown, call: RequestObserver): void {
  if (input instanceof Promise) input.then((options) => isObject(options) && channel.calls.set(options, call), ignore);
  else if (isObject(input)) channel.calls.set(input, call);
}

function send({ original, client, call, kind, rest }: Sending, options: unknown): unknown {
  if (kind === "attempt") count(call);
  return original.call(client, options, ...rest);
}

async function sendRewritten(sending: Sending, input: unknown): Promise<unknown> {
  const { call, channel } = sending;
  const options = (await input) as RequestOptions;
  const rewritten = await call.prepare(options);
  channel.calls.set(rewritten, call);
  try {
    return await send(sending, rewritten);
  } catch (error) {
    if (rewritten === options || !call.refused(error)) throw error;
    channel.calls.set(options, call);
    return send(sending, options);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function ignore(): void {}
