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

/** Observes what a traced method returned and returns what its caller gets. */
export function watchResult(result: unknown, call: Call): unknown {
  if (isApiPromise(result)) return watchApiPromise(result, call);
  if (result instanceof Promise) return result.then(...observers(call));
  return deliver(result, call);
}

/** The SDK's own promise, the very object, tells us what its caller learns and when. */
function watchApiPromise(promise: ApiPromise, call: Call): ApiPromise {
  const [, failed] = observers(call);
  const response = promise.responsePromise.then((props) => {
    call.responded(props?.response?.headers);
    if (!call.parsing && !call.ended) watchUntilCollected(props, call);
    return props;
  }, failed);
  return shadow(promise, response, call);
}

function shadow(promise: ApiPromise, response: Promise<ResponseProps>, call: Call): ApiPromise {
  const { parse, parseResponse, _thenUnwrap, asResponse } = promise;
  promise.responsePromise = response;
  promise.parse = function () {
    call.parsing = true;
    return parse.call(this);
  };
  promise.parseResponse = function (...args) {
    return parseResponse.apply(this, args).then(...observers(call));
  };
  // openai 7 gives every promise a `_thenUnwrap` of its own, which starts again from the raw request: its results
  // must share our `responsePromise`, or a failure would be reported twice as unhandled.
  promise._thenUnwrap = function (transform) {
    return shadow(_thenUnwrap.call(this, delivering(transform, call)), response, call);
  };
  promise.asResponse = function () {
    call.readRaw();
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

function observers(call: Call): [(value: unknown) => unknown, (error: unknown) => never] {
  return [
    (value) => deliver(value, call),
    (error) => {
      call.failed(error);
      throw error;
    },
  ];
}

function isApiPromise(value: unknown): value is ApiPromise {
  if (typeof value !== "object" || value === null) return false;
  const { responsePromise, parseResponse } = value as Partial<ApiPromise>;
  return responsePromise instanceof Promise && typeof parseResponse === "function";
}
