/** What a span can stand for. */
export const spanTypes = [
  "span",
  "generation",
  "embedding",
  "tool",
  "agent",
  "workflow",
  "retriever",
  "reranker",
  "guardrail",
  "evaluator",
  "event",
] as const;

/** What a span stands for. */
export type SpanType = (typeof spanTypes)[number];
