const words: Readonly<Record<string, string>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  completed: "stop",
  complete: "stop",
  max_tokens: "length",
  max_output_tokens: "length",
  model_context_window_exceeded: "length",
  safety: "content_filter",
  refusal: "content_filter",
  tool_calls: "tool_call",
  tool_use: "tool_call",
  function_call: "tool_call",
  failed: "error",
};

/** Returns the conventions' word for a provider's finish reason; a word without a match stays as it is. */
export function normalizeFinishReason(reason: string): string {
  const lower = reason.toLowerCase();
  if (Object.hasOwn(words, lower)) return words[lower]!;
  return lower === "stop" || lower === "length" || lower === "content_filter" ? lower : reason;
}
