import type { Span } from "../span.js";
import type { CallContext } from "./provider.js";

/** A call that is about to leave, as hooks see it. */
export interface CallRequest {
  /** The provider's name: `openai`. */
  readonly provider: string;
  /** The operation's path: `chat.completions.create`. */
  readonly operation: string;
  readonly span: Span;
  readonly context: CallContext;
  /** The request as it would be sent. Belongs to the caller: return a copy instead of changing it. */
  readonly body: unknown;
  /** The request's texts; empty where the operation has none. */
  text(): string[];
  /** A copy of the request with other texts, or `undefined` where the operation cannot give one. */
  withText(texts: string[]): unknown;
  /** A copy of the request for another model, or `undefined` where the operation cannot give one. */
  withModel(model: string): unknown;
}

/** A result that the caller has not seen yet, as hooks see it. */
export interface CallResult extends Pick<CallRequest, "provider" | "operation" | "span" | "context"> {
  readonly result: unknown;
  text(): string[];
  withText(texts: string[]): unknown;
}

/**
 * What may hold back, change or replace a call: guardrails and model overrides, nothing else.
 *
 * What a hook throws reaches the caller as the call's own error.
 */
export interface CallHooks {
  /** Runs once per call before the first attempt. Returns what to send instead, or nothing. */
  rewrite?: (request: CallRequest) => unknown;
  /** Runs when an unstreamed result is parsed and before the caller has it. Returns what to give instead, or nothing. */
  check?: (result: CallResult) => unknown;
}
