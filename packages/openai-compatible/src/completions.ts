import type { Content, RawContent } from "@trace/core";
import type { CallContext, RequestFields, ResponseFields } from "@trace/core/instrument";
import { snapshot } from "@trace/core/instrument";
import { list } from "./list.js";
import { textPart } from "./part.js";
import { readUsage, reportedCost, type WireUsage } from "./usage.js";

/** An answer of a legacy completion; in a chunk, a piece of one. */
interface CompletionChoice {
  index?: number | null;
  text?: string | null;
  finish_reason?: string | null;
}

/** A legacy completion, or a chunk of one. */
export interface Completion {
  id?: string;
  model?: string;
  choices?: CompletionChoice[] | null;
  usage?: WireUsage | null;
}

/** The body of a legacy completion. */
export interface CompletionRequest {
  model?: string;
  prompt?: unknown;
  stream?: boolean | null;
  stream_options?: { include_usage?: boolean | null } | null;
  [param: string]: unknown;
}

export function readCompletionRequest({ model, prompt, ...params }: CompletionRequest): RequestFields {
  return { model, input: prompt, params };
}

export function readCompletion({ id, model, choices, usage }: Completion, context: CallContext): ResponseFields {
  const answers = list(choices).map(({ index, text, finish_reason }) => ({ index, text, finish_reason }));
  return {
    id,
    model,
    output: answers,
    usage: readUsage(usage),
    cost: reportedCost(usage, context),
    finishReasons: answers.flatMap(({ finish_reason }) => finish_reason ?? []),
  };
}

/** Adds a chunk to the completion that the call would have returned unstreamed. */
export function foldCompletion(result: Completion | undefined, chunk: Completion): Completion {
  const completion = result ?? { choices: [] };
  const { id, model, usage } = chunk;
  if (id) completion.id = id;
  if (model) completion.model = model;
  if (usage) completion.usage = snapshot(usage) as WireUsage;
  list(chunk.choices).forEach(({ index, text, finish_reason }, place) => {
    const choice = (completion.choices![index ?? place] ??= { index: index ?? place, text: "" });
    choice.text += text ?? "";
    if (finish_reason) choice.finish_reason = finish_reason;
  });
  return completion;
}

export function isCompletionContent({ choices }: Completion): boolean {
  return list(choices).some(({ text }) => Boolean(text));
}

/** Turns prompts and answers into the conventions' messages. A prompt of token ids stays as it is. */
export function normalizeCompletion({ input, output }: RawContent): Content {
  const prompts = Array.isArray(input) ? input : input === undefined ? [] : [input];
  const texts = prompts.filter((prompt) => typeof prompt === "string");
  return {
    input: texts.length > 0 ? texts.map((prompt) => ({ role: "user", parts: [textPart(prompt)] })) : undefined,
    output: Array.isArray(output) ? output.map(toAnswer) : undefined,
  } as Content;
}

function toAnswer({ text, finish_reason }: CompletionChoice) {
  return { role: "assistant", parts: text ? [textPart(text)] : [], ...(finish_reason && { finish_reason }) };
}
