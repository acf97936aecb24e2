import { expect, it } from "vitest";
import { normalizeChat } from "./chat-normalize.js";

it("turns every kind of message into the conventions' parts", () => {
  const input = [
    { role: "developer", content: "Be brief." },
    {
      role: "user",
      name: "ann",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
        { type: "image_url", image_url: { url: "https://a.example/b.jpg" } },
        { type: "input_audio", input_audio: { data: "BBBB", format: "wav" } },
        { type: "file", file: { file_id: "file-1" } },
        { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,CCCC" } },
        { type: "hologram", depth: 3 },
      ],
    },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "a", type: "function", function: { name: "look", arguments: '{"at":1}' } }],
    },
    { role: "tool", tool_call_id: "a", content: [{ type: "text", text: "A cat" }] },
    { role: "assistant", reasoning_content: "Hm.", content: "A cat.", refusal: "No dog." },
    { role: "function", name: "old", content: "done" },
  ];
  expect(normalizeChat({ input }).input).toEqual([
    { role: "developer", parts: [{ type: "text", content: "Be brief." }] },
    {
      role: "user",
      name: "ann",
      parts: [
        { type: "text", content: "What is this?" },
        { type: "blob", modality: "image", mime_type: "image/png", content: "AAAA" },
        { type: "uri", modality: "image", uri: "https://a.example/b.jpg" },
        { type: "blob", modality: "audio", mime_type: "audio/wav", content: "BBBB" },
        { type: "file", modality: "document", file_id: "file-1" },
        { type: "blob", modality: "document", mime_type: "application/pdf", content: "CCCC", name: "a.pdf" },
        { type: "hologram", depth: 3 },
      ],
    },
    { role: "assistant", parts: [{ type: "tool_call", id: "a", name: "look", arguments: { at: 1 } }] },
    { role: "tool", parts: [{ type: "tool_call_response", id: "a", response: "A cat" }] },
    {
      role: "assistant",
      parts: [
        { type: "reasoning", content: "Hm." },
        { type: "text", content: "A cat." },
        { type: "refusal", content: "No dog." },
      ],
    },
    { role: "function", name: "old", parts: [{ type: "tool_call_response", id: "old", response: "done" }] },
  ]);
});

it("turns answers into messages with audio, citations and their finish reason", () => {
  const message = { content: "Hi", audio: { data: "AAAA", transcript: "Hi" }, annotations: [{ type: "url_citation" }] };
  const output = { choices: [{ index: 0, finish_reason: "stop", message }], citations: ["https://a.example"] };
  expect(normalizeChat({ output }).output).toEqual([
    {
      role: "assistant",
      finish_reason: "stop",
      parts: [
        { type: "text", content: "Hi" },
        { type: "text", content: "Hi" },
        { type: "blob", modality: "audio", content: "AAAA" },
        { type: "citation", citation: { type: "url_citation" } },
        { type: "citation", citation: "https://a.example" },
      ],
    },
  ]);
});

it("keeps arguments that are no JSON as they are", () => {
  const message = { tool_calls: [{ id: "a", function: { name: "look", arguments: '{"at":' } }] };
  expect(normalizeChat({ output: { choices: [{ message }] } }).output?.[0]?.parts).toEqual([
    { type: "tool_call", id: "a", name: "look", arguments: '{"at":' },
  ]);
});

it("reads tools, custom tools, provider's tools and legacy functions", () => {
  const tools = [
    { type: "function", function: { name: "look", description: "Looks.", parameters: { type: "object" } } },
    { type: "custom", custom: { name: "sql", description: "Runs." } },
    { type: "web_search" },
    { name: "old", parameters: {} },
    null,
  ];
  expect(normalizeChat({ tools }).tools).toEqual([
    { type: "function", name: "look", description: "Looks.", parameters: { type: "object" } },
    { type: "custom", name: "sql", description: "Runs." },
    { type: "web_search", name: "web_search" },
    { type: "function", name: "old", parameters: {} },
  ]);
});

it.each([
  {},
  { input: null, output: null },
  { input: "text", output: 3 },
  { input: [null], output: { choices: [null] } },
])("survives %o", (content) => {
  expect(() => normalizeChat(content)).not.toThrow();
});
