import { conventions, own, spanTypes } from "@trace/core/wire";
import type { SpanType } from "../api/types.js";
import type { Attributes } from "../receive/otlp.js";

const byOperation: Record<string, SpanType> = {
  chat: "generation",
  text_completion: "generation",
  generate_content: "generation",
  fetch_response: "generation",
  embeddings: "embedding",
  execute_tool: "tool",
  invoke_agent: "agent",
  create_agent: "agent",
  invoke_workflow: "workflow",
  retrieval: "retriever",
};

const types = new Set<string>(spanTypes);

/** Tells what a span stands for: by our own word for it, else by what the conventions say it does. */
export function spanTypeOf(attributes: Attributes): SpanType {
  const stated = attributes.get(own.type);
  if (typeof stated === "string" && types.has(stated)) return stated as SpanType;
  const operation = attributes.get(conventions.operation);
  if (typeof operation === "string") return byOperation[operation] ?? "span";
  if (attributes.has(conventions.toolName)) return "tool";
  const modelCall = attributes.has(conventions.requestModel) || attributes.has(conventions.responseModel);
  return modelCall && attributes.has(conventions.provider) ? "generation" : "span";
}
