import { runInContext } from "../context.js";
import { reportInternalError } from "../log.js";
import { openSpan } from "../open.js";
import { Call, type TracedMethod } from "./call.js";
import type { AnyFunction } from "./method.js";
import { watchResult } from "./promise.js";

/** Returns what takes the place of a method of the table. */
export function traceMethod(original: AnyFunction, method: TracedMethod): AnyFunction {
  const { copy, provider } = method;
  const clientOf = provider.client ?? stainlessClient;
  return function (this: unknown, ...args: unknown[]) {
    const client = clientOf(this as object);
    if (!copy.all && !(client && copy.clients.has(client))) return original.apply(this, args);
    const call = startCall(method, client, args);
    return call ? runCall(original, this, call, args) : original.apply(this, args);
  };
}

/** Returns nothing where nobody listens, or where opening a span failed. */
function startCall(method: TracedMethod, client: object | undefined, args: unknown[]): Call | undefined {
  try {
    const span = openSpan(method.operation.operation ?? "chat");
    if (!span.client && !method.copy.hooks) return undefined;
    const call = new Call(method, span, client, args);
    call.start();
    return call;
  } catch (error) {
    reportInternalError(error, `${method.label} start`);
    return undefined;
  }
}

/** The SDK's own work runs inside the span's context, so that its HTTP spans nest; the caller's does not. */
function runCall(original: AnyFunction, self: unknown, call: Call, args: unknown[]): unknown {
  const { span, method } = call;
  let result: unknown;
  try {
    if (span.client) result = runInContext(span.context, callOriginal, original, self, call, args);
    else result = callOriginal(original, self, call, args);
  } catch (error) {
    call.failed(error);
    throw error;
  }
  // A trace that is not sampled is only carried on.
  if (!span.recording && !method.copy.hooks) return result;
  try {
    return watchResult(result, call);
  } catch (error) {
    reportInternalError(error, `${method.label} result`);
    return result;
  }
}

function callOriginal(original: AnyFunction, self: unknown, call: Call, args: unknown[]): unknown {
  const { channel } = call.method.copy;
  const outer = channel.pending;
  channel.pending = call;
  try {
    return original.apply(self, args);
  } finally {
    channel.pending = outer;
  }
}

function stainlessClient(resource: object | undefined): object | undefined {
  return (resource as { _client?: object } | undefined)?._client;
}
