import { conventions, own } from "@trace/core/wire";
import type { Attributes } from "../receive/otlp.js";
import { listOf } from "./json-list.js";
import { messageOf } from "./message.js";
import { rename, take, takeNumber, takeString } from "./take.js";

const renamed: [string, string][] = [
  ["ai.model.id", conventions.requestModel],
  ["ai.model.provider", conventions.provider],
  ["ai.response.model", conventions.responseModel],
  ["ai.response.finishReason", conventions.finishReasons],
  ["ai.toolCall.name", conventions.toolName],
  ["ai.toolCall.args", own.input],
  ["ai.toolCall.result", own.output],
  ["ai.telemetry.metadata.userId", conventions.userId],
  ["ai.telemetry.metadata.sessionId", conventions.sessionId],
  ["ai.prompt", own.input],
];

/**
 * Translates spans of the Vercel AI SDK before version 7. Only its `do…` operations call a model;
 * the operation around them repeats their usage and counts for nothing.
 */
export function translateAiSdk(attributes: Attributes): void {
  const operation = takeString(attributes, "ai.operationId") ?? "";
  attributes.set(own.type, typeOf(operation));
  for (const [from, to] of renamed) rename(attributes, from, to);
  // `openai.chat`, `anthropic.messages`: the SDK names the provider and its API.
  attributes.delete("gen_ai.system");
  const provider = takeString(attributes, conventions.provider);
  if (provider !== undefined) attributes.set(conventions.provider, provider.split(".")[0]);
  const first = takeNumber(attributes, "ai.response.msToFirstChunk");
  if (first !== undefined) attributes.set(conventions.timeToFirstChunk, first / 1000);
  const messages = listOf(take(attributes, "ai.prompt.messages"))?.map(readMessage);
  if (messages) attributes.set(conventions.inputMessages, messages);
  const output = readOutput(attributes);
  if (output) attributes.set(conventions.outputMessages, [output]);
}

function typeOf(operation: string): string {
  if (operation.startsWith("ai.embed")) return operation.endsWith(".doEmbed") ? "embedding" : "span";
  if (operation === "ai.toolCall") return "tool";
  return /\.do(Generate|Stream)$/.test(operation) ? "generation" : "workflow";
}

interface SdkMessage {
  role?: string;
  content?: unknown;
}

function readMessage(text: string) {
  const { role = "user", content = text } = parse(text) as SdkMessage;
  if (!Array.isArray(content)) return messageOf(role, content);
  return { role, parts: content.map(readPart) };
}

/** What cannot be parsed may have been cut off by its sender; the rest of the span is worth keeping. */
function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

function readPart(value: unknown) {
  if (value === null || typeof value !== "object") return { type: "text", content: String(value) };
  const part = value as Record<string, unknown>;
  if (part.type === "text") return { type: "text", content: part.text };
  if (part.type === "reasoning") return { type: "reasoning", content: part.text };
  if (part.type === "tool-call") {
    return { type: "tool_call", id: part.toolCallId, name: part.toolName, arguments: part.input ?? part.args };
  }
  if (part.type === "tool-result") {
    return { type: "tool_call_response", id: part.toolCallId, response: part.output ?? part.result };
  }
  return part;
}

function readOutput(attributes: Attributes) {
  const text = take(attributes, "ai.response.text") ?? take(attributes, "ai.response.object");
  const calls = listOf(take(attributes, "ai.response.toolCalls"))?.map((call) =>
    readPart({ ...parse(call), type: "tool-call" }),
  );
  if (text === undefined && calls === undefined) return undefined;
  return messageOf("assistant", text, calls);
}
