import { copy } from "./copy.js";
import { type AnthropicMessage, type Block, list } from "./message.js";
import type { AnthropicUsage } from "./usage.js";

/** An event of a message stream, as far as we read it. */
export interface MessageEvent {
  type?: string;
  index?: number;
  message?: AnthropicMessage;
  content_block?: Block;
  delta?: Record<string, unknown> | null;
  usage?: AnthropicUsage | null;
}

/** Adds one stream event to the message that the call would have returned unstreamed. */
export function foldMessage(message: AnthropicMessage | undefined, event: MessageEvent): AnthropicMessage | undefined {
  if (event.type === "message_start") return startMessage(event.message);
  if (!message) return message;
  if (event.type === "content_block_start") startBlock(message, event);
  else if (event.type === "content_block_delta") extendBlock(blockAt(message, event.index), event.delta);
  else if (event.type === "content_block_stop") finishBlock(blockAt(message, event.index));
  else if (event.type === "message_delta") updateMessage(message, event);
  return message;
}

// The SDK's own helpers go on writing into the objects of the events, so everything is copied.
function startMessage(message: AnthropicMessage | undefined): AnthropicMessage {
  const { content, usage, ...rest } = copy(message ?? {});
  // The first event's output count is a placeholder; a stream that is cut has none.
  return { ...rest, content: list(content), usage: usage && { ...usage, output_tokens: undefined } };
}

function startBlock(message: AnthropicMessage, { index, content_block }: MessageEvent): void {
  const block = copy(content_block ?? {});
  message.content![index ?? message.content!.length] = block;
  // A model that took over in the middle of a stream is named by the block that marks the place.
  const successor = block.type === "fallback" && (block.to as { model?: string } | undefined)?.model;
  if (successor) message.model = successor;
}

function blockAt({ content }: AnthropicMessage, index: number | undefined): Block | undefined {
  return content?.[index ?? content.length - 1];
}

function extendBlock(block: Block | undefined, delta: MessageEvent["delta"]): void {
  if (!block || !delta) return;
  if (delta.type === "text_delta") append(block, "text", delta.text);
  else if (delta.type === "thinking_delta") append(block, "thinking", delta.thinking);
  else if (delta.type === "input_json_delta") append(block, "input", delta.partial_json);
  else if (delta.type === "citations_delta")
    block.citations = [...list(block.citations as unknown[]), copy(delta.citation)];
  else {
    // What remains carries final values: signatures, compactions.
    const { type: _, ...fields } = delta;
    Object.assign(block, copy(fields));
  }
}

function append(block: Block, field: string, piece: unknown): void {
  const soFar = block[field];
  // A tool's input opens as an empty object and grows as JSON text.
  block[field] = (typeof soFar === "string" ? soFar : "") + (piece ?? "");
}

function finishBlock(block: Block | undefined): void {
  if (typeof block?.input !== "string") return;
  try {
    block.input = block.input ? JSON.parse(block.input) : {};
  } catch {
    // A call that was cut short keeps the text that arrived.
  }
}

function updateMessage(message: AnthropicMessage, { delta, usage }: MessageEvent): void {
  assignPresent(message, delta);
  // Counts are totals so far, never increments.
  message.usage = assignPresent({ ...message.usage }, usage);
}

function assignPresent<T extends object>(target: T, source: object | null | undefined): T {
  for (const [key, value] of Object.entries(source ?? {})) {
    if (value != null) (target as Record<string, unknown>)[key] = copy(value);
  }
  return target;
}
