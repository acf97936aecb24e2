import type { CallContext, RequestFields, ResponseFields } from "@trace/core/instrument";
import { list } from "./list.js";
import { readUsage, reportedCost, type WireUsage } from "./usage.js";

/** A tool call as a model asks for it; in a chunk, a piece of one. */
export interface WireToolCall {
  index?: number | null;
  id?: string | null;
  type?: string | null;
  function?: { name?: string | null; arguments?: unknown } | null;
  custom?: { name?: string | null; input?: string | null } | null;
}

/** A message of a conversation; in a chunk, a piece of one. */
export interface WireMessage {
  role?: string | null;
  name?: string | null;
  content?: unknown;
  refusal?: string | null;
  /** DeepSeek, xAI. */
  reasoning_content?: string | null;
  /** OpenRouter, Groq. */
  reasoning?: string | null;
  tool_calls?: WireToolCall[] | null;
  tool_call_id?: string | null;
  function_call?: { name?: string | null; arguments?: string | null } | null;
  audio?: { id?: string; data?: string; transcript?: string; expires_at?: number } | null;
  annotations?: unknown[] | null;
}

/** An answer among the `n` that were asked for; in a chunk, a piece of one. */
export interface WireChoice {
  index?: number | null;
  message?: WireMessage | null;
  delta?: WireMessage | null;
  finish_reason?: string | null;
}

/** A chat completion, or a chunk of one. */
export interface ChatCompletion {
  id?: string;
  model?: string;
  choices?: WireChoice[] | null;
  usage?: WireUsage | null;
  service_tier?: string | null;
  /** Perplexity, xAI. */
  citations?: unknown[] | null;
  /** Groq. In a stream's last chunk it carries usage; unstreamed, its `usage` is about caches of the hardware. */
  x_groq?: { usage?: WireUsage | null } | null;
}

/** The body of a chat completion. */
export interface ChatRequest {
  model?: string;
  messages?: WireMessage[];
  tools?: unknown[];
  functions?: unknown[];
  stream?: boolean | null;
  stream_options?: { include_usage?: boolean | null; [option: string]: unknown } | null;
  [param: string]: unknown;
}

/** Points at what a chat request says. */
export function readChatRequest({ model, messages, tools, functions, ...params }: ChatRequest): RequestFields {
  return { model, input: messages, tools: tools ?? functions, params };
}

/** Points at what a chat completion says, streamed or not. */
export function readChat(result: ChatCompletion, context: CallContext): ResponseFields {
  const { id, model, usage, service_tier, citations } = result;
  const choices: WireChoice[] = [];
  const finishReasons: string[] = [];
  for (const { index, finish_reason, message } of list(result.choices)) {
    choices.push({ index, finish_reason, message });
    if (finish_reason) finishReasons.push(finish_reason);
  }
  return {
    id,
    model,
    output: { choices, citations },
    usage: readUsage(usage),
    cost: reportedCost(usage, context),
    finishReasons,
    serviceTier: service_tier ?? undefined,
  };
}

/** Tells a chunk that carries something the model said. */
export function isChatContent({ choices }: ChatCompletion): boolean {
  return list(choices).some(({ delta }) => {
    if (!delta) return false;
    const { content, refusal, reasoning_content, reasoning, tool_calls, function_call, audio } = delta;
    return Boolean(
      content || refusal || reasoning_content || reasoning || tool_calls?.length || function_call || audio,
    );
  });
}
