import type { Content, RawContent } from "@trace/core";
import type { CallContext, RequestFields, ResponseFields } from "@trace/core/instrument";
import { type ChatCompletion, isChatContent, readChat, type WireChoice } from "./chat.js";
import { foldChat } from "./chat-fold.js";
import { normalizeChat } from "./chat-normalize.js";
import { list } from "./list.js";

/** A legacy completion, or a chunk of one: like a chat, but its choices are texts. */
export interface Completion extends Omit<ChatCompletion, "choices"> {
  choices?: (WireChoice & { text?: string | null })[] | null;
}

/** The body of a legacy completion. */
export interface CompletionRequest {
  model?: string;
  prompt?: unknown;
  stream?: boolean | null;
  stream_options?: { include_usage?: boolean | null } | null;
  [param: string]: unknown;
}

/** Points at what a request says. */
export function readCompletionRequest({ model, prompt, ...params }: CompletionRequest): RequestFields {
  return { model, input: prompt, params };
}

/** Points at what a completion says, streamed or not. */
export function readCompletion(result: Completion, context: CallContext): ResponseFields {
  return readChat(toChat(result), context);
}

/** Adds a chunk to the completion that the call would have returned unstreamed, in the shape of a chat. */
export function foldCompletion(result: Completion | undefined, chunk: Completion): Completion {
  return foldChat(result, toChat(chunk));
}

/** Tells a chunk with text. */
export function isCompletionContent(chunk: Completion): boolean {
  return isChatContent(toChat(chunk));
}

function toChat(completion: Completion): ChatCompletion {
  return { ...completion, choices: list(completion.choices).map(toChoice) };
}

function toChoice({ text, ...choice }: WireChoice & { text?: string | null }): WireChoice {
  return { message: { role: "assistant", content: text }, delta: { content: text }, ...choice };
}

/** Turns prompts and answers into the conventions' messages. A prompt of token ids is no message. */
export function normalizeCompletion({ input, output }: RawContent): Content {
  const prompts = (Array.isArray(input) ? input : [input]).filter((prompt) => typeof prompt === "string");
  return normalizeChat({ input: prompts.map((content) => ({ role: "user", content })), output });
}
