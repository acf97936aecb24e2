import type { Call } from "./call.js";
import type { RequestOptions } from "./copy.js";
import type { CallHooks } from "./hooks.js";

/** Lets the hooks replace a request. What they throw is the call's own error. */
export function rewriteRequest(call: Call, options: RequestOptions): RequestOptions | Promise<RequestOptions> {
  const rewrite = call.method.copy.hooks?.rewrite;
  if (!rewrite) return options;
  const replaced = (body: unknown) => (body === undefined ? options : { ...options, body });
  return Promise.resolve(rewrite(options.body, call)).then(replaced);
}

/** Lets the hooks replace an unstreamed result; `undefined` where there is nothing to check. */
export function checkResult(call: Call, result: unknown): Promise<unknown> | undefined {
  const check = call.method.copy.hooks?.check;
  if (!check || isStream(result)) return undefined;
  return runCheck(call, result, check);
}

async function runCheck(call: Call, result: unknown, check: NonNullable<CallHooks["check"]>): Promise<unknown> {
  try {
    const replacement = await check(result, call);
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
