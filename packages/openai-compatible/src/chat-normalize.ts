import type { Content, Message, Part, RawContent, ToolDefinition } from "@trace/core";
import type { ChatCompletion, WireChoice, WireMessage, WireToolCall } from "./chat.js";
import { list } from "./list.js";
import { audioPart, citationParts, contentParts, parseArguments, refusalPart, textPart } from "./part.js";

/** Turns a chat's messages and answers into the conventions' shape. */
export function normalizeChat({ input, output, tools }: RawContent): Content {
  const { choices, citations } = (output ?? {}) as ChatCompletion;
  return {
    ...(Array.isArray(input) && { input: list(input).map((message) => toMessage(message, "user")) }),
    ...(choices && { output: list(choices).map((choice) => toAnswer(choice, citations)) }),
    ...(Array.isArray(tools) && { tools: toTools(tools) }),
  };
}

function toAnswer({ message, finish_reason }: WireChoice, citations: ChatCompletion["citations"]): Message {
  const answer = toMessage(message, "assistant");
  return {
    ...answer,
    parts: [...answer.parts, ...citationParts(citations)],
    ...(finish_reason && { finish_reason }),
  };
}

function toMessage(message: WireMessage | null | undefined, fallback: string): Message {
  const { role, name } = message ?? {};
  return { role: role ?? fallback, parts: messageParts(message ?? {}), ...(name && { name }) };
}

function messageParts(message: WireMessage): Part[] {
  const { role, content, tool_call_id, name, refusal, tool_calls, function_call, audio, annotations } = message;
  if (role === "tool" || role === "function") {
    return [{ type: "tool_call_response", id: tool_call_id ?? name ?? undefined, response: responseOf(content) }];
  }
  const reasoning = message.reasoning_content ?? message.reasoning;
  return [
    ...(reasoning ? [{ type: "reasoning", content: reasoning }] : []),
    ...contentParts(content),
    ...(refusal ? [refusalPart(refusal)] : []),
    ...(audio?.transcript ? [textPart(audio.transcript)] : []),
    ...(audio?.data ? [audioPart(audio.data)] : []),
    ...citationParts(annotations),
    ...list(tool_calls).map(toolCallPart),
    ...(function_call ? [toolCallPart({ function: function_call })] : []),
  ];
}

/** A tool's answer is mostly one text; a list of texts says no more than the text. */
function responseOf(content: unknown): unknown {
  const parts = contentParts(content);
  return parts.length > 0 && parts.every(({ type }) => type === "text")
    ? parts.map((part) => part.content).join("")
    : content;
}

function toolCallPart({ id, function: fn, custom }: WireToolCall): Part {
  return {
    type: "tool_call",
    ...(id && { id }),
    name: fn?.name ?? custom?.name ?? "",
    arguments: custom ? custom.input : parseArguments(fn?.arguments),
  };
}

interface WireTool {
  type?: string;
  name?: string;
  description?: string;
  parameters?: unknown;
  function?: WireTool;
  custom?: WireTool;
}

/** Turns tool definitions of either API, or legacy functions, into the conventions' shape. */
export function toTools(tools: readonly unknown[]): ToolDefinition[] {
  return tools.flatMap((tool) => {
    if (typeof tool !== "object" || tool === null) return [];
    const { type = "function", ...fields } = tool as WireTool;
    const { name = type, description, parameters } = fields.function ?? fields.custom ?? fields;
    return [{ type, name, ...(description && { description }), ...(parameters !== undefined && { parameters }) }];
  });
}
