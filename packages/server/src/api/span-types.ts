/** What a span can stand for. Apart from the schemas, since the storage threads need no more than this list. */
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
