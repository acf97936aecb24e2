import { conventions, own } from "@trace/core/wire";
import type { Attributes } from "../receive/otlp.js";
import { messageOf } from "./message.js";
import { rename, take, takeString } from "./take.js";

const types: Record<string, string> = {
  LLM: "generation",
  CHAIN: "workflow",
  TOOL: "tool",
  RETRIEVER: "retriever",
  RERANKER: "reranker",
  EMBEDDING: "embedding",
  AGENT: "agent",
  GUARDRAIL: "guardrail",
  EVALUATOR: "evaluator",
};

const renamed: [string, string][] = [
  ["llm.provider", conventions.provider],
  ["llm.system", conventions.provider],
  ["llm.request.model_name", conventions.requestModel],
  ["llm.model_name", conventions.requestModel],
  ["embedding.model_name", conventions.requestModel],
  ["llm.response.model_name", conventions.responseModel],
  ["llm.finish_reason", conventions.finishReasons],
  ["llm.invocation_parameters", own.parameters],
  ["llm.cost.total", own.cost],
  ["tool.name", conventions.toolName],
  ["metadata", own.metadata],
  ["tag.tags", own.tags],
  ["agent.name", conventions.agentName],
];

/** Translates spans of OpenInference instrumentations, whose messages are flattened with indexes. */
export function translateOpenInference(attributes: Attributes): void {
  const type = types[takeString(attributes, "openinference.span.kind") ?? ""] ?? "span";
  attributes.set(own.type, type);
  for (const [from, to] of renamed) rename(attributes, from, to);
  collectMessages(attributes, "llm.input_messages.", conventions.inputMessages);
  collectMessages(attributes, "llm.output_messages.", conventions.outputMessages);
  collectTools(attributes);
  takeValue(attributes, "input", type === "generation" && attributes.has(conventions.inputMessages), own.input);
  takeValue(attributes, "output", type === "generation" && attributes.has(conventions.outputMessages), own.output);
}

/** `input.value` repeats the messages of a model call, in another shape. */
function takeValue(attributes: Attributes, side: string, repeated: boolean, to: string): void {
  const value = take(attributes, `${side}.value`);
  attributes.delete(`${side}.mime_type`);
  if (value !== undefined && !repeated) attributes.set(to, value);
}

function collectMessages(attributes: Attributes, prefix: string, to: string): void {
  const messages: Attributes[] = [];
  for (const [key, value] of attributes) {
    const [, index, field] = key.startsWith(prefix)
      ? (/^(\d{1,4})\.message\.(.+)$/.exec(key.slice(prefix.length)) ?? [])
      : [];
    if (index === undefined || field === undefined) continue;
    (messages[Number(index)] ??= new Map()).set(field, value);
    attributes.delete(key);
  }
  const read = messages.filter(Boolean).map(readMessage);
  if (read.length > 0) attributes.set(to, read);
}

function readMessage(fields: Attributes) {
  const content = fields.get("content") ?? readContents(fields);
  const id = fields.get("tool_call_id");
  if (id !== undefined) return { role: "tool", parts: [{ type: "tool_call_response", id, response: content }] };
  return messageOf(String(fields.get("role") ?? "user"), content, readCalls(fields));
}

function readContents(fields: Attributes): string | undefined {
  const texts = [...fields]
    .filter(([key]) => /^contents\.\d+\.message_content\.text$/.test(key))
    .map(([, value]) => String(value));
  return texts.length > 0 ? texts.join("\n") : undefined;
}

function readCalls(fields: Attributes): Record<string, unknown>[] {
  const calls: Record<string, unknown>[] = [];
  for (const [key, value] of fields) {
    const [, index, field] =
      /^tool_calls\.(\d{1,4})\.tool_call\.(id|function\.name|function\.arguments)$/.exec(key) ?? [];
    if (index === undefined) continue;
    const call = (calls[Number(index)] ??= { type: "tool_call" });
    call[field!.replace("function.", "")] = value;
  }
  return calls;
}

function collectTools(attributes: Attributes): void {
  const tools: unknown[] = [];
  for (const [key, value] of attributes) {
    if (!/^llm\.tools\.\d{1,4}\.tool\.json_schema$/.test(key)) continue;
    attributes.delete(key);
    const schema = parse(value);
    tools.push(
      schema?.function && typeof schema.function === "object" ? { type: "function", ...schema.function } : schema,
    );
  }
  if (tools.length > 0) attributes.set(conventions.toolDefinitions, tools.filter(Boolean));
}

function parse(text: unknown): Record<string, unknown> | undefined {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
