import { describe, expect, it } from "vitest";
import { foldMessage, type MessageEvent } from "./fold.js";
import type { AnthropicMessage } from "./message.js";
import { usageOf } from "./usage.js";

const start: MessageEvent = {
  type: "message_start",
  message: {
    id: "msg_1",
    model: "claude-sonnet-5-5",
    role: "assistant",
    content: [],
    stop_reason: null,
    usage: { input_tokens: 12, cache_read_input_tokens: 100, cache_creation_input_tokens: 0, output_tokens: 3 },
  },
};

function open(index: number | undefined, content_block: Record<string, unknown>): MessageEvent {
  return { type: "content_block_start", index, content_block };
}

function delta(index: number | undefined, delta: Record<string, unknown>): MessageEvent {
  return { type: "content_block_delta", index, delta };
}

function close(index?: number): MessageEvent {
  return { type: "content_block_stop", index };
}

function end(stop_reason: string, usage: Record<string, unknown>): MessageEvent[] {
  return [{ type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage }, { type: "message_stop" }];
}

function fold(...events: MessageEvent[]): AnthropicMessage | undefined {
  return events.reduce<AnthropicMessage | undefined>(foldMessage, undefined);
}

// Contract 27
describe("reassembly of a stream", () => {
  it("joins text, thinking with its signature, and a tool's input", () => {
    const message = fold(
      start,
      open(0, { type: "thinking", thinking: "", signature: "" }),
      delta(0, { type: "thinking_delta", thinking: "Which " }),
      delta(0, { type: "thinking_delta", thinking: "city?" }),
      delta(0, { type: "signature_delta", signature: "sig==" }),
      close(0),
      open(1, { type: "text", text: "" }),
      delta(1, { type: "text_delta", text: "Let me " }),
      delta(1, { type: "text_delta", text: "look." }),
      close(1),
      open(2, { type: "tool_use", id: "toolu_1", name: "weather", input: {} }),
      delta(2, { type: "input_json_delta", partial_json: "" }),
      delta(2, { type: "input_json_delta", partial_json: '{"city": "Pa' }),
      delta(2, { type: "input_json_delta", partial_json: 'ris"}' }),
      close(2),
      ...end("tool_use", { output_tokens: 40 }),
    );
    expect(message?.content).toEqual([
      { type: "thinking", thinking: "Which city?", signature: "sig==" },
      { type: "text", text: "Let me look." },
      { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Paris" } },
    ]);
    expect(message).toMatchObject({ id: "msg_1", role: "assistant", stop_reason: "tool_use" });
  });

  it("keeps parallel tool calls apart when their pieces interleave", () => {
    const message = fold(
      start,
      open(0, { type: "tool_use", id: "a", name: "time", input: {} }),
      open(1, { type: "tool_use", id: "b", name: "weather", input: {} }),
      delta(1, { type: "input_json_delta", partial_json: '{"city":' }),
      delta(0, { type: "input_json_delta", partial_json: '{"zone":"CET"}' }),
      delta(1, { type: "input_json_delta", partial_json: '"Oslo"}' }),
      close(0),
      close(1),
    );
    expect(message?.content?.map(({ input }) => input)).toEqual([{ zone: "CET" }, { city: "Oslo" }]);
  });

  it("takes events without an index as meant for the last block", () => {
    const message = fold(
      start,
      open(undefined, { type: "text", text: "" }),
      delta(undefined, { type: "text_delta", text: "Hi" }),
      close(),
      open(undefined, { type: "tool_use", id: "a", name: "now", input: {} }),
      close(),
    );
    expect(message?.content).toEqual([
      { type: "text", text: "Hi" },
      { type: "tool_use", id: "a", name: "now", input: {} },
    ]);
  });

  it("takes a tool that was given no input as called with none", () => {
    const message = fold(
      start,
      open(0, { type: "tool_use", id: "a", name: "now", input: {} }),
      delta(0, { type: "input_json_delta", partial_json: "" }),
      close(0),
    );
    expect(message?.content?.[0]?.input).toEqual({});
  });

  it("keeps redacted thinking, citations, and blocks that arrive whole", () => {
    const citation = { type: "char_location", cited_text: "1993", document_index: 0 };
    const message = fold(
      start,
      open(0, { type: "redacted_thinking", data: "abc" }),
      close(0),
      open(1, { type: "text", text: "", citations: [] }),
      delta(1, { type: "text_delta", text: "Ruby is from 1993." }),
      delta(1, { type: "citations_delta", citation }),
      close(1),
      open(2, {
        type: "web_search_tool_result",
        tool_use_id: "srv_1",
        content: [{ type: "web_search_result", url: "u" }],
      }),
      close(2),
    );
    expect(message?.content).toEqual([
      { type: "redacted_thinking", data: "abc" },
      { type: "text", text: "Ruby is from 1993.", citations: [citation] },
      { type: "web_search_tool_result", tool_use_id: "srv_1", content: [{ type: "web_search_result", url: "u" }] },
    ]);
  });

  it("names the model that took over after a refusal", () => {
    const message = fold(
      start,
      open(0, { type: "fallback", from: { model: "a" }, to: { model: "claude-haiku-5" } }),
      close(0),
    );
    expect(message?.model).toBe("claude-haiku-5");
  });

  it("assigns a compaction, whose one delta is its final value", () => {
    const message = fold(
      start,
      open(0, { type: "compaction", content: null }),
      delta(0, { type: "compaction_delta", content: "So far: …", encrypted_content: "e" }),
      close(0),
    );
    expect(message?.content?.[0]).toEqual({ type: "compaction", content: "So far: …", encrypted_content: "e" });
  });

  it("keeps the text of a tool's input that was cut short", () => {
    const message = fold(
      start,
      open(0, { type: "tool_use", id: "a", name: "n", input: {} }),
      delta(0, { type: "input_json_delta", partial_json: '{"city": "Pa' }),
      close(0),
    );
    expect(message?.content?.[0]?.input).toBe('{"city": "Pa');
  });

  it("ignores events that are unknown, out of order or empty", () => {
    expect(fold(delta(0, { type: "text_delta", text: "early" }))).toBeUndefined();
    const message = fold(
      start,
      { type: "vendor_news" },
      delta(7, { type: "text_delta", text: "nowhere" }),
      {},
      { type: "content_block_delta", index: 0, delta: null },
    );
    expect(message?.content).toEqual([]);
  });
});

// Contract 31
describe("usage of a stream", () => {
  it("is cumulative: the last value of each count wins", () => {
    const message = fold(
      start,
      { type: "message_delta", delta: {}, usage: { output_tokens: 20 } },
      {
        type: "message_delta",
        delta: { stop_reason: "end_turn" },
        usage: { output_tokens: 45, input_tokens: 15, cache_read_input_tokens: null },
      },
    );
    expect(usageOf(message?.usage)).toMatchObject({ inputTokens: 115, outputTokens: 45, cacheReadTokens: 100 });
  });

  it("has no output count when the stream is cut before the first real one", () => {
    const message = fold(start, open(0, { type: "text", text: "" }), delta(0, { type: "text_delta", text: "Hel" }));
    expect(usageOf(message?.usage)).toMatchObject({ inputTokens: 112, outputTokens: undefined });
    expect(message?.content).toEqual([{ type: "text", text: "Hel" }]);
  });
});

// Contract 21
it("leaves every event as it was and keeps none of its containers", () => {
  const events = [
    start,
    open(0, { type: "text", text: "", citations: [] }),
    delta(0, { type: "text_delta", text: "Hi" }),
    delta(0, { type: "citations_delta", citation: { cited_text: "x" } }),
    close(0),
    ...end("end_turn", { output_tokens: 4 }),
  ];
  const before = structuredClone(events);
  const message = fold(...events);
  expect(events).toEqual(before);
  // The SDK's stream helper writes into the first event's message while it iterates.
  start.message!.content!.push({ type: "text", text: "from the helper" });
  expect(message?.content).toHaveLength(1);
  start.message!.content!.pop();
});
