import type { FinishedSpan } from "@trace/core";
import { conventions, own } from "@trace/core/wire";
import type { Recording } from "@trace/testing/replay";

/** What a recording and its span are compared by. An absent fact is undefined on both sides. */
export interface Facts {
  status: string;
  errorStatus?: number | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  responseModel?: string | undefined;
  responseId?: string | undefined;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  cacheReadTokens?: number | undefined;
  cacheWriteTokens?: number | undefined;
  reasoningTokens?: number | undefined;
  /** The result of counting tokens, which is free and therefore no usage. */
  countedTokens?: number | undefined;
  /** USD, where the provider says it. */
  cost?: number | undefined;
  finishReasons?: string[] | undefined;
  toolCalls?: string[] | undefined;
  /** The first 200 code points. */
  outputText?: string | undefined;
}

const providerNames: Record<string, string> = { "azure-openai": "azure.ai.openai", xai: "x_ai" };

const finishReasons: Record<string, string> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  tool_use: "tool_call",
  tool_calls: "tool_call",
  function_call: "tool_call",
  completed: "stop",
};

/** What the conventions say of a recording: its `expect`, with every provider's habit turned into ours. */
export function expectedFacts({ provider, operation, expect, expect_extra: extra = {} }: Recording): Facts {
  const usage = extra.usage_raw as RawUsage | undefined;
  const ticks = usage?.cost_in_usd_ticks;
  const counts = operation === "count_tokens";
  const cacheWrite =
    (extra.cache_creation_input_tokens as number | undefined) ?? usage?.input_tokens_details?.cache_write_tokens;
  return {
    status: expect.error_status === null ? "ok" : "error",
    errorStatus: expect.error_status ?? undefined,
    provider: providerNames[provider] ?? provider,
    model: expect.model ?? undefined,
    responseModel: expect.response_model ?? undefined,
    responseId: expect.response_id ?? undefined,
    // Anthropic counts what it caches beside the input.
    inputTokens: sum(
      counts ? null : expect.input_tokens,
      ...(provider === "anthropic" ? [expect.cached_input_tokens, cacheWrite] : []),
    ),
    // xAI's chat counts reasoning beside the output.
    outputTokens: sum(
      expect.output_tokens,
      ...(provider === "xai" && operation === "chat" ? [expect.reasoning_tokens] : []),
    ),
    cacheReadTokens: expect.cached_input_tokens ?? undefined,
    cacheWriteTokens: cacheWrite,
    reasoningTokens: expect.reasoning_tokens ?? undefined,
    countedTokens: counts ? (expect.input_tokens ?? undefined) : undefined,
    cost: ticks === undefined ? undefined : ticks / 1e10,
    finishReasons: expect.finish_reasons?.map((reason) => finishReasons[reason] ?? reason),
    toolCalls: expect.tool_calls ?? undefined,
    outputText: expect.output_text || undefined,
  };
}

/** The counters that `expect` leaves out. */
interface RawUsage {
  cost_in_usd_ticks?: number;
  input_tokens_details?: { cache_write_tokens?: number };
}

/** What a span says. */
export function factsOf({ status, error, usage, cost, attributes, output }: FinishedSpan): Facts {
  const messages = Array.isArray(output) ? (output as OutputMessage[]).filter(({ parts }) => parts) : [];
  const calls = messages.flatMap(({ parts }) => parts.filter(({ type }) => type === "tool_call"));
  const text = messages[0]?.parts.map((part) => (part.type === "text" ? part.content : "")).join("");
  return {
    status,
    errorStatus: error?.statusCode,
    provider: attributes[conventions.provider] as string | undefined,
    model: attributes[conventions.requestModel] as string | undefined,
    responseModel: attributes[conventions.responseModel] as string | undefined,
    responseId: attributes[conventions.responseId] as string | undefined,
    inputTokens: usage?.inputTokens,
    outputTokens: usage?.outputTokens,
    cacheReadTokens: usage?.cacheReadTokens,
    cacheWriteTokens: usage?.cacheWriteTokens,
    reasoningTokens: usage?.reasoningTokens,
    countedTokens: (output as { input_tokens?: number } | undefined)?.input_tokens,
    cost: attributes[own.costSource] === "provider" ? cost : undefined,
    finishReasons: attributes[conventions.finishReasons] as string[] | undefined,
    toolCalls: calls.length === 0 ? undefined : calls.map(({ name }) => name as string),
    outputText: text ? Array.from(text).slice(0, 200).join("") : undefined,
  };
}

interface OutputMessage {
  parts: { type: string; content?: string; name?: string }[];
}

function sum(first: number | null, ...others: (number | null | undefined)[]): number | undefined {
  return first === null ? undefined : others.reduce<number>((total, count) => total + (count ?? 0), first);
}
