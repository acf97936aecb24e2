import type { Content, Message, Part, RawContent, ToolDefinition } from "@trace/core";
import { type AnthropicMessage, type Block, list } from "./message.js";
import { partOf, partsOf } from "./part.js";

/** What `request` points at: the conversation and its instructions, as the caller gave them. */
export interface Conversation {
  system?: string | Block[];
  messages?: { role?: string; content?: string | Block[] }[];
}

/** Turns Anthropic's messages, instructions and tools into the conventions' shapes. */
export function normalizeMessages({ input, output, tools }: RawContent): Content {
  const { system, messages } = (input ?? {}) as Conversation;
  const answer = output as AnthropicMessage | undefined;
  return {
    system: system === undefined ? undefined : partsOf(system),
    input: messages && list(messages).map(inputMessage),
    output: answer && [outputMessage(answer)],
    tools: tools === undefined ? undefined : list(tools as Block[]).map(toolDefinition),
  };
}

function inputMessage({ role = "user", content }: { role?: string; content?: string | Block[] }): Message {
  const parts = partsOf(content);
  const onlyResults = parts.length > 0 && parts.every((part) => part.type === "tool_call_response");
  // Anthropic sends tool results as the user's; the conventions give them a role of their own.
  return { role: onlyResults ? "tool" : role, parts };
}

function outputMessage({ role = "assistant", content, stop_reason: reason, stop_details }: AnthropicMessage): Message {
  const message: Message = { role, parts: [...partsOf(content), ...refusal(stop_details)] };
  if (reason) message.finish_reason = reason;
  return message;
}

function refusal(details: unknown): Part[] {
  const { type, explanation, ...rest } = (details ?? {}) as Block;
  return type === "refusal" ? [{ type, content: explanation ?? "", ...rest }] : [];
}

function toolDefinition({ type, name, description, input_schema: parameters, ...settings }: Block): ToolDefinition {
  const own = type === undefined || type === "custom";
  return {
    type: own ? "function" : type,
    name: String(name ?? settings.mcp_server_name ?? type),
    description: description as string | undefined,
    parameters,
    ...settings,
  };
}

/** The answer of the legacy completions, as one message of text. */
export function normalizeCompletion({ input, output }: RawContent): Content {
  const answer = output as { completion?: string; stop_reason?: string | null } | undefined;
  const prompt: Part[] = input === undefined ? [] : [partOf({ type: "text", text: String(input) })];
  return {
    input: [{ role: "user", parts: prompt }],
    output: answer && [
      outputMessage({ content: [{ type: "text", text: answer.completion ?? "" }], stop_reason: answer.stop_reason }),
    ],
  };
}
