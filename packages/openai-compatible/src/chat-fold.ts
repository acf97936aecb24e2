import { snapshot } from "@trace/core/instrument";
import type { ChatCompletion, WireChoice, WireMessage, WireToolCall } from "./chat.js";

/** Adds a chunk to the completion that the call would have returned unstreamed. */
export function foldChat(result: ChatCompletion | undefined, chunk: ChatCompletion): ChatCompletion {
  const { choices, usage, x_groq } = chunk;
  const completion = result ?? { choices: [] };
  foldFields(completion, chunk);
  // Usage is a total so far: the last one wins.
  const counts = usage ?? x_groq?.usage;
  if (counts) completion.usage = snapshot(counts) as typeof counts;
  let place = 0;
  for (const choice of choices ?? []) {
    if (choice) foldChoice(completion, choice, place);
    place++;
  }
  return completion;
}

/** Azure's first chunk is about its filters: id and model are empty there. */
function foldFields(completion: ChatCompletion, { id, model, service_tier, citations }: ChatCompletion): void {
  if (!completion.id && id) completion.id = id;
  if (!completion.model && model) completion.model = model;
  if (service_tier) completion.service_tier = service_tier;
  if (citations) completion.citations = [...citations];
}

function foldChoice(completion: ChatCompletion, { index, delta, finish_reason }: WireChoice, place: number): void {
  const choice = choiceAt(completion.choices!, index ?? place);
  if (finish_reason) choice.finish_reason = finish_reason;
  if (delta) foldMessage(choice.message!, delta);
}

function choiceAt(choices: WireChoice[], index: number): WireChoice {
  const known = choices[index]?.index === index ? choices[index] : choices.find((choice) => choice.index === index);
  if (known) return known;
  const choice: WireChoice = { index, message: { role: "assistant", content: null }, finish_reason: null };
  choices.push(choice);
  choices.sort((a, b) => a.index! - b.index!);
  return choice;
}

function foldMessage(message: WireMessage, delta: WireMessage): void {
  const { role, content, refusal, reasoning_content, reasoning, tool_calls, function_call, audio, annotations } = delta;
  if (role) message.role = role;
  if (content) foldContent(message, content);
  if (refusal) message.refusal = (message.refusal ?? "") + refusal;
  if (reasoning_content) message.reasoning_content = (message.reasoning_content ?? "") + reasoning_content;
  if (reasoning) message.reasoning = (message.reasoning ?? "") + reasoning;
  if (tool_calls) for (const call of tool_calls) foldToolCall((message.tool_calls ??= []), call);
  if (function_call) message.function_call = foldFunction(message.function_call, function_call);
  if (audio) foldAudio((message.audio ??= {}), audio);
  if (annotations) message.annotations = [...(message.annotations ?? []), ...(snapshot(annotations) as unknown[])];
}

/** Text, or the list of parts that some providers send. */
function foldContent(message: WireMessage, content: unknown): void {
  const { content: before } = message;
  if (typeof content === "string" && !Array.isArray(before))
    message.content = ((before as string | null) ?? "") + content;
  else message.content = [...parts(before), ...parts(snapshot(content))];
}

function parts(content: unknown): unknown[] {
  if (Array.isArray(content)) return content;
  return content ? [{ type: "text", text: content }] : [];
}

function foldToolCall(calls: WireToolCall[], piece: WireToolCall): void {
  const call = callOf(calls, piece);
  if (piece.id) call.id = piece.id;
  if (piece.type) call.type = piece.type;
  if (piece.function) call.function = foldFunction(call.function, piece.function);
  if (piece.custom) {
    const custom = (call.custom ??= { input: "" });
    if (piece.custom.name) custom.name = piece.custom.name;
    custom.input = (custom.input ?? "") + (piece.custom.input ?? "");
  }
}

/**
 * Finds the call that a piece belongs to. Calls are told apart by their index; some providers leave it out, and some
 * give every call the same one, so that only a new id with a name opens another call.
 */
function callOf(calls: WireToolCall[], { index, id, function: fn, custom }: WireToolCall): WireToolCall {
  const opens = Boolean(id && (fn?.name ?? custom?.name));
  const known =
    index == null
      ? id
        ? calls.find((call) => call.id === id)
        : calls.at(-1)
      : calls.findLast((call) => call.index === index);
  if (known && !(opens && known.id && known.id !== id)) return known;
  const call: WireToolCall = { index: index ?? calls.length };
  calls.push(call);
  return call;
}

type WireFunction = NonNullable<WireToolCall["function"]>;

function foldFunction<T extends WireFunction>(before: T | null | undefined, piece: T): T {
  const fn = before ?? ({ name: piece.name, arguments: "" } as T);
  if (!fn.name && piece.name) fn.name = piece.name;
  if (typeof piece.arguments === "string") fn.arguments = `${fn.arguments ?? ""}${piece.arguments}`;
  else if (piece.arguments) fn.arguments = snapshot(piece.arguments);
  return fn;
}

function foldAudio(audio: NonNullable<WireMessage["audio"]>, piece: NonNullable<WireMessage["audio"]>): void {
  if (piece.id) audio.id = piece.id;
  if (piece.expires_at) audio.expires_at = piece.expires_at;
  if (piece.data) audio.data = (audio.data ?? "") + piece.data;
  if (piece.transcript) audio.transcript = (audio.transcript ?? "") + piece.transcript;
}
