import type { Content, Message, Part, RawContent } from "@trace/core";
import { toTools } from "./chat-normalize.js";
import { list } from "./list.js";
import { contentParts, parseArguments, textPart } from "./part.js";
import type { ResponseRequest, WireItem, WireResponse } from "./responses.js";

/** Turns a response's input and output items into the conventions' messages. */
export function normalizeResponse({ input, output, tools }: RawContent): Content {
  const { instructions, input: items } = (input ?? {}) as ResponseRequest;
  const { output: answer, status } = (output ?? {}) as WireResponse;
  return {
    ...(items !== undefined && {
      input: typeof items === "string" ? [userMessage(items)] : list(items).map(toMessage),
    }),
    ...(instructions && { system: contentParts(instructions) }),
    ...(Array.isArray(answer) && { output: [toAnswer(list(answer), status)] }),
    ...(Array.isArray(tools) && { tools: toTools(tools) }),
  };
}

function userMessage(text: string): Message {
  return { role: "user", parts: [textPart(text)] };
}

function toMessage(item: WireItem): Message {
  return { role: roleOf(item), parts: itemParts(item) };
}

/** The items of one response are one message: the model's turn. */
function toAnswer(items: readonly WireItem[], status: WireResponse["status"]): Message {
  return { role: "assistant", parts: items.flatMap(itemParts), ...(status && { finish_reason: status }) };
}

function roleOf({ role, type = "message" }: WireItem): string {
  if (role) return role;
  if (type === "message" || type === "item_reference") return "user";
  return type.endsWith("_output") || type.endsWith("_response") ? "tool" : "assistant";
}

function itemParts(item: WireItem): Part[] {
  const { type = "message", id, call_id, name, content, output } = item;
  switch (type) {
    case "message":
      return contentParts(content);
    case "reasoning":
      return reasoningParts(item!);
    case "function_call":
      return [{ type: "tool_call", id: call_id, name: name ?? "", arguments: parseArguments(item.arguments) }];
    case "custom_tool_call":
      return [{ type: "tool_call", id: call_id, name: name ?? "", arguments: item.input }];
    case "function_call_output":
    case "custom_tool_call_output":
      return [{ type: "tool_call_response", id: call_id, response: output }];
    case "image_generation_call":
      return [
        {
          type: "blob",
          modality: "image",
          content: item.result ?? "",
          mime_type: `image/${item.output_format ?? "png"}`,
        },
      ];
    default:
      return type.endsWith("_call")
        ? [{ type: "server_tool_call", id, name: name ?? type, server_tool_call: { ...item, type } }]
        : [{ ...item, type }];
  }
}

function reasoningParts({ summary, content }: WireItem): Part[] {
  const texts = [...list(summary), ...list(Array.isArray(content) ? content : [])];
  return texts.flatMap(({ text }) => (text ? [{ type: "reasoning", content: text }] : []));
}
