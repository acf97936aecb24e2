import type { Span } from "../span.js";
import type { CallContext, Operation, Provider } from "./provider.js";

/** A call as hooks see it. Its table has the functions that read texts from a body and put others in a copy. */
export interface TracedCall extends CallContext {
  readonly span: Span;
  readonly method: { readonly provider: Provider; readonly operation: Operation };
}

/**
 * What may hold back, change or replace a call: guardrails and model overrides, nothing else.
 *
 * What a hook throws reaches the caller as the call's own error.
 *
 * @example
 * const hooks: CallHooks = { rewrite: (body, { method }) => method.operation.withModel?.(body, "small-model") };
 */
export interface CallHooks {
  /**
   * Runs once per call before the first attempt, with the request as it would be sent. Returns what to send instead,
   * a copy, or nothing.
   */
  rewrite?: (body: unknown, call: TracedCall) => unknown;
  /** Runs when an unstreamed result is parsed, before the caller has it. Returns what to give instead, or nothing. */
  check?: (result: unknown, call: TracedCall) => unknown;
}
