import { describe, expect, it } from "vitest";
import { normalizeCompletion, normalizeMessages } from "./normalize.js";

describe("messages in the conventions' shape", () => {
  it("keeps instructions apart from the conversation", () => {
    const content = normalizeMessages({
      input: {
        system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
        messages: [{ role: "user", content: "Hi" }],
      },
    });
    expect(content.system).toEqual([{ type: "text", content: "Be brief.", cache_control: { type: "ephemeral" } }]);
    expect(content.input).toEqual([{ role: "user", parts: [{ type: "text", content: "Hi" }] }]);
    expect(content.output).toBeUndefined();
  });

  it("gives tool results the role of a tool, and a mixed message the role it has", () => {
    const result = { type: "tool_result", tool_use_id: "toolu_1", content: "21 °C" };
    const { input } = normalizeMessages({
      input: {
        messages: [
          {
            role: "assistant",
            content: [{ type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Paris" } }],
          },
          { role: "user", content: [result, { ...result, content: [{ type: "text", text: "warm" }], is_error: true }] },
          { role: "user", content: [result, { type: "text", text: "And tomorrow?" }] },
        ],
      },
    });
    expect(input).toEqual([
      {
        role: "assistant",
        parts: [{ type: "tool_call", id: "toolu_1", name: "weather", arguments: { city: "Paris" } }],
      },
      {
        role: "tool",
        parts: [
          { type: "tool_call_response", id: "toolu_1", response: "21 °C" },
          { type: "tool_call_response", id: "toolu_1", response: [{ type: "text", content: "warm" }], is_error: true },
        ],
      },
      {
        role: "user",
        parts: [
          { type: "tool_call_response", id: "toolu_1", response: "21 °C" },
          { type: "text", content: "And tomorrow?" },
        ],
      },
    ]);
  });

  it("tells images and documents by where they come from", () => {
    const { input } = normalizeMessages({
      input: {
        messages: [
          {
            role: "user",
            content: [
              { type: "image", source: { type: "base64", media_type: "image/png", data: "aGk=" } },
              { type: "image", source: { type: "url", url: "https://example.com/cat.png" } },
              { type: "document", title: "Report", source: { type: "file", file_id: "file_1" } },
              { type: "document", source: { type: "text", media_type: "text/plain", data: "Plain." } },
            ],
          },
        ],
      },
    });
    expect(input?.[0]?.parts).toMatchObject([
      { type: "blob", modality: "image", mime_type: "image/png", content: "aGk=" },
      { type: "uri", modality: "image", uri: "https://example.com/cat.png" },
      { type: "file", modality: "document", file_id: "file_1", title: "Report" },
      { type: "text", content: "Plain." },
    ]);
  });

  it("shows thinking as reasoning, the redacted kind too", () => {
    const { output } = normalizeMessages({
      output: {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "Hm.", signature: "s" },
          { type: "redacted_thinking", data: "xyz" },
          { type: "text", text: "Done." },
        ],
        stop_reason: "end_turn",
      },
    });
    expect(output).toEqual([
      {
        role: "assistant",
        finish_reason: "end_turn",
        parts: [
          { type: "reasoning", content: "Hm.", signature: "s" },
          { type: "reasoning", content: "", redacted: true, data: "xyz" },
          { type: "text", content: "Done." },
        ],
      },
    ]);
  });

  it("tells tools that the provider runs from tools that the caller runs", () => {
    const { output } = normalizeMessages({
      output: {
        content: [
          { type: "server_tool_use", id: "srv_1", name: "web_search", input: { query: "trace" } },
          { type: "web_search_tool_result", tool_use_id: "srv_1", content: [{ url: "https://example.com" }] },
          { type: "mcp_tool_use", id: "mcp_1", name: "echo", server_name: "demo", input: {} },
        ],
      },
    });
    expect(output?.[0]?.parts).toEqual([
      {
        type: "server_tool_call",
        id: "srv_1",
        name: "web_search",
        server_tool_call: { type: "web_search", arguments: { query: "trace" } },
      },
      {
        type: "server_tool_call_response",
        id: "srv_1",
        server_tool_call_response: { type: "web_search_tool_result", content: [{ url: "https://example.com" }] },
      },
      {
        type: "server_tool_call",
        id: "mcp_1",
        name: "echo",
        server_tool_call: { type: "mcp", arguments: {}, server_name: "demo" },
      },
    ]);
  });

  it("says why the model refused, beside what it had said", () => {
    const { output } = normalizeMessages({
      output: {
        content: [],
        stop_reason: "refusal",
        stop_details: { type: "refusal", category: "cyber", explanation: "Not this." },
      },
    });
    expect(output).toEqual([
      {
        role: "assistant",
        finish_reason: "refusal",
        parts: [{ type: "refusal", content: "Not this.", category: "cyber" }],
      },
    ]);
  });

  it("passes on blocks that nobody knows yet, and stands missing ones", () => {
    const hole: unknown[] = [];
    hole[1] = { type: "hologram", beam: 1 };
    expect(normalizeMessages({ output: { content: hole } }).output?.[0]?.parts).toEqual([
      { type: "hologram", beam: 1 },
    ]);
    expect(normalizeMessages({})).toEqual({});
    expect(normalizeMessages({ input: { messages: [{ role: "user" }] } }).input).toEqual([{ role: "user", parts: [] }]);
  });

  it("describes own tools as functions and the provider's by their type", () => {
    const { tools } = normalizeMessages({
      tools: [
        { name: "weather", description: "Tells it.", input_schema: { type: "object" } },
        { type: "web_search_20250305", name: "web_search", max_uses: 2 },
        { type: "mcp_toolset", mcp_server_name: "demo" },
      ],
    });
    expect(tools).toEqual([
      { type: "function", name: "weather", description: "Tells it.", parameters: { type: "object" } },
      { type: "web_search_20250305", name: "web_search", max_uses: 2 },
      { type: "mcp_toolset", name: "demo", mcp_server_name: "demo" },
    ]);
  });
});

it("shows a legacy completion as a conversation of two messages", () => {
  const content = normalizeCompletion({
    input: "\n\nHuman: Hi\n\nAssistant:",
    output: { completion: " Hello!", stop_reason: "stop_sequence" },
  });
  expect(content.input).toEqual([{ role: "user", parts: [{ type: "text", content: "\n\nHuman: Hi\n\nAssistant:" }] }]);
  expect(content.output).toEqual([
    { role: "assistant", parts: [{ type: "text", content: " Hello!" }], finish_reason: "stop_sequence" },
  ]);
});
