import { reportInternalError } from "../log.js";
import { watchUntilCollected } from "./abandoned.js";
import type { Call } from "./call.js";
import { followResponse } from "./handed-on.js";
import { isStream } from "./hooked.js";
import { watchStream } from "./stream.js";

interface ResponseProps {
  response?: { headers?: Headers };
}

type Parse = (...args: unknown[]) => Promise<unknown>;
type Transform = (data: unknown, props: unknown) => unknown;

/** The promise of a Stainless SDK: lazy, it parses the body only for a caller who wants the result. */
interface ApiPromise extends Promise<unknown> {
  responsePromise: Promise<ResponseProps>;
  parse: () => Promise<unknown>;
  parseResponse: Parse;
  _thenUnwrap: (transform: Transform) => ApiPromise;
  asResponse: () => Promise<unknown>;
  /** Since anthropic 1. */
  _responseProps?: () => Promise<ResponseProps>;
}

/** What all promises that come from one call share. */
interface Watch {
  readonly call: Call;
  /** The SDK's own promise of the response. Others who watch the SDK know a call by it, so it stays in its place. */
  readonly own: Promise<ResponseProps>;
  /** What we learn from it. Rejects as it does, and counts as handled as soon as a caller handles `own`. */
  readonly response: Promise<ResponseProps>;
  readonly delivered: (data: unknown) => unknown;
  readonly failed: (error: unknown) => never;
}

/** Observes what a traced method returned and returns what its caller gets. */
export function watchResult(result: unknown, call: Call): unknown {
  if (!(result instanceof Promise)) return deliver(result, call);
  const delivered = (data: unknown) => deliver(data, call);
  const failed = (error: unknown) => {
    call.failed(error);
    throw error;
  };
  if (!isApiPromise(result)) return result.then(delivered, failed);
  const own = result.responsePromise;
  return shadow(result, { call, own, response: watchResponse(own, call, failed), delivered, failed });
}

function watchResponse(own: Watch["own"], call: Call, failed: Watch["failed"]): Watch["response"] {
  return own.then((props) => {
    call.responded(props?.response?.headers);
    if (!call.parsing && !call.ended) watchUntilCollected(props, call);
    return props;
  }, failed);
}

/** The SDK's own promise, the very object, tells us what its caller learns and when. */
function shadow(promise: ApiPromise, watch: Watch): ApiPromise {
  const { call, own, response } = watch;
  const { parse, parseResponse, _thenUnwrap, asResponse } = promise;
  promise.responsePromise = own;
  promise.parse = function () {
    call.parsing = true;
    handled(response);
    return parse.call(this);
  };
  promise.parseResponse = function (...args) {
    return parseResponse.apply(this, args).then(watch.delivered, watch.failed);
  };
  // openai 7 gives every promise a `_thenUnwrap` of its own, which starts again from the raw request: its results
  // must share the first one's `responsePromise`, or a failure would be reported twice as unhandled.
  promise._thenUnwrap = function (transform) {
    return shadow(_thenUnwrap.call(this, delivering(transform, call)), watch);
  };
  promise.asResponse = function () {
    call.readRaw();
    handled(response);
    return asResponse.call(this);
  };
  if (promise._responseProps) {
    promise._responseProps = () =>
      response.then((props) => {
        followResponse(props, call, promise, deliver);
        return props;
      });
  }
  return promise;
}

/** A caller has asked for the response, and hears of a failure himself. */
function handled(response: Promise<unknown>): void {
  response.catch(() => {});
}

/** Sees the data before a helper transforms it, also where `parseResponse` is bypassed. */
function delivering(transform: Transform, call: Call): Transform {
  return (data, props) => {
    const delivered = deliver(data, call);
    return delivered instanceof Promise ? delivered.then((own) => transform(own, props)) : transform(delivered, props);
  };
}

function deliver(data: unknown, call: Call): unknown {
  if (!isStream(data)) return call.succeeded(data);
  try {
    watchStream(data, call);
  } catch (error) {
    reportInternalError(error, `${call.method.label} stream`);
  }
  return data;
}

function isApiPromise(promise: Promise<unknown>): promise is ApiPromise {
  const { responsePromise, parseResponse } = promise as Partial<ApiPromise>;
  return responsePromise instanceof Promise && typeof parseResponse === "function";
}
