import { describe, expect, it } from "vitest";
import type { WireResponse } from "./responses.js";
import { foldResponse, type ResponseEvent } from "./responses-fold.js";
import { normalizeResponse } from "./responses-normalize.js";

function fold(...events: ResponseEvent[]): WireResponse | undefined {
  return events.reduce<WireResponse | undefined>((result, event) => foldResponse(result, event), undefined);
}

const created = {
  type: "response.created",
  response: { id: "resp_1", model: "gpt-5.2", status: "in_progress", output: [] },
};

// Contract 27
describe("a response that is cut short", () => {
  it("keeps the text, the thoughts and the arguments that had arrived", () => {
    const result = fold(
      created,
      { type: "response.output_item.added", output_index: 0, item: { type: "reasoning", id: "rs_1", summary: [] } },
      { type: "response.reasoning_summary_text.delta", output_index: 0, summary_index: 0, delta: "Hm" },
      {
        type: "response.output_item.added",
        output_index: 1,
        item: { type: "message", role: "assistant", content: [] },
      },
      {
        type: "response.content_part.added",
        output_index: 1,
        content_index: 0,
        part: { type: "output_text", text: "" },
      },
      { type: "response.output_text.delta", output_index: 1, content_index: 0, delta: "Hel" },
      { type: "response.output_text.delta", output_index: 1, content_index: 0, delta: "lo" },
      {
        type: "response.output_item.added",
        output_index: 2,
        item: { type: "function_call", call_id: "a", name: "look", arguments: "" },
      },
      { type: "response.function_call_arguments.delta", output_index: 2, delta: '{"at":' },
    );
    expect(result).toMatchObject({ id: "resp_1", status: "in_progress" });
    expect(normalizeResponse({ output: result }).output).toEqual([
      {
        role: "assistant",
        finish_reason: "in_progress",
        parts: [
          { type: "reasoning", content: "Hm" },
          { type: "text", content: "Hello" },
          { type: "tool_call", id: "a", name: "look", arguments: '{"at":' },
        ],
      },
    ]);
  });

  it("keeps refusals and the input of custom tools", () => {
    const result = fold(
      created,
      { type: "response.output_item.added", output_index: 0, item: { type: "message", content: [] } },
      {
        type: "response.content_part.added",
        output_index: 0,
        content_index: 0,
        part: { type: "refusal", refusal: "" },
      },
      { type: "response.refusal.delta", output_index: 0, content_index: 0, delta: "No." },
      {
        type: "response.output_item.added",
        output_index: 1,
        item: { type: "custom_tool_call", call_id: "b", name: "sql", input: "" },
      },
      { type: "response.custom_tool_call_input.delta", output_index: 1, delta: "select 1" },
    );
    expect(normalizeResponse({ output: result }).output?.[0]?.parts).toEqual([
      { type: "refusal", content: "No." },
      { type: "tool_call", id: "b", name: "sql", arguments: "select 1" },
    ]);
  });
});

it("takes the whole response from the last event, and keeps nothing of it that its reader may change", () => {
  const response = {
    id: "resp_1",
    status: "completed",
    output: [{ type: "message", content: [{ type: "output_text", text: "Hi" }] }],
  };
  const result = fold(created, { type: "response.completed", response });
  response.output[0]!.content[0]!.text = "changed";
  expect(result).toMatchObject({ status: "completed", output: [{ content: [{ text: "Hi" }] }] });
});

it("turns input items into messages, with instructions apart", () => {
  const input = [
    {
      role: "user",
      content: [
        { type: "input_text", text: "Look" },
        { type: "input_image", image_url: "https://a.example/b.png" },
      ],
    },
    { type: "reasoning", summary: [{ type: "summary_text", text: "Hm" }] },
    { type: "function_call", call_id: "a", name: "look", arguments: "{}" },
    { type: "function_call_output", call_id: "a", output: "A cat" },
    { type: "web_search_call", id: "ws_1", status: "completed" },
    { type: "item_reference", id: "msg_1" },
  ];
  expect(normalizeResponse({ input: { instructions: "Be brief.", input } })).toEqual({
    system: [{ type: "text", content: "Be brief." }],
    input: [
      {
        role: "user",
        parts: [
          { type: "text", content: "Look" },
          { type: "uri", modality: "image", uri: "https://a.example/b.png" },
        ],
      },
      { role: "assistant", parts: [{ type: "reasoning", content: "Hm" }] },
      { role: "assistant", parts: [{ type: "tool_call", id: "a", name: "look", arguments: {} }] },
      { role: "tool", parts: [{ type: "tool_call_response", id: "a", response: "A cat" }] },
      {
        role: "assistant",
        parts: [
          {
            type: "server_tool_call",
            id: "ws_1",
            name: "web_search_call",
            server_tool_call: { type: "web_search_call", id: "ws_1", status: "completed" },
          },
        ],
      },
      { role: "user", parts: [{ type: "item_reference", id: "msg_1" }] },
    ],
  });
});

it("takes a text as what the user said", () => {
  expect(normalizeResponse({ input: { input: "Hi" } }).input).toEqual([
    { role: "user", parts: [{ type: "text", content: "Hi" }] },
  ]);
});
