import type { Call } from "./call.js";
import type { RequestOptions } from "./copy.js";
import type { CallRequest, CallResult } from "./hooks.js";

/** Lets the hooks replace a request. What they throw is the call's own error. */
export function rewriteRequest(call: Call, options: RequestOptions): RequestOptions | Promise<RequestOptions> {
  const rewrite = call.method.copy.hooks?.rewrite;
  if (!rewrite) return options;
  const replaced = (body: unknown) => (body === undefined ? options : { ...options, body });
  return Promise.resolve(rewrite(describeRequest(call, options.body))).then(replaced);
}

/** Lets the hooks replace an unstreamed result; `undefined` where there is nothing to check. */
export function checkResult(call: Call, result: unknown): Promise<unknown> | undefined {
  const check = call.method.copy.hooks?.check;
  if (!check || isStream(result)) return undefined;
  return runCheck(call, result, check);
}

async function runCheck(call: Call, result: unknown, check: (result: CallResult) => unknown): Promise<unknown> {
  try {
    const replacement = await check(describeResult(call, result));
    const given = replacement === undefined ? result : replacement;
    call.complete(given);
    return given;
  } catch (error) {
    call.failed(error);
    throw error;
  }
}

/** A result that is read chunk by chunk and has no text of its own. */
export function isStream(result: unknown): result is { iterator: unknown; controller?: AbortController } {
  if (typeof result !== "object" || result === null) return false;
  return "controller" in result && typeof (result as { iterator?: unknown }).iterator === "function";
}

function describe({ method, span }: Call) {
  return { provider: method.provider.name, operation: method.operation.path, span };
}

function describeRequest(call: Call, body: unknown): CallRequest {
  const { operation } = call.method;
  return {
    ...describe(call),
    context: call,
    body,
    text: () => operation.text?.(body) ?? [],
    withText: (texts) => operation.withText?.(body, texts),
    withModel: (model) => operation.withModel?.(body, model),
  };
}

function describeResult(call: Call, result: unknown): CallResult {
  const { operation } = call.method;
  return {
    ...describe(call),
    context: call,
    result,
    text: () => operation.resultText?.(result) ?? [],
    withText: (texts) => operation.withResultText?.(result, texts),
  };
}
