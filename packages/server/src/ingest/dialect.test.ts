import { describe, expect, it } from "vitest";
import { batchOf, type SpanSketch, text } from "../../test/otlp.js";

const read = (attributes: Record<string, unknown>, more: Partial<SpanSketch> = {}) => {
  const [row] = batchOf([{ id: "a", attributes, ...more }]).spans;
  const { inputMessages, outputMessages, tools, system, rest } = row!.content;
  const parse = (texts: string[]) => texts.map((json) => JSON.parse(json));
  return {
    skeleton: row!.skeleton,
    call: row!.call,
    input: parse(inputMessages),
    output: parse(outputMessages),
    tools: parse(tools),
    system: parse(system),
    rest: JSON.parse(rest),
  };
};

describe("a span of another instrumentation", () => {
  it("by the newest conventions is read", () => {
    const { skeleton } = read({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "anthropic",
      "gen_ai.request.model": "claude-sonnet-4-6",
      "gen_ai.usage.input_tokens": 1200,
      "gen_ai.usage.cache_write.input_tokens": 1000,
      "gen_ai.usage.output_tokens": 10,
      "gen_ai.conversation.id": "c1",
    });
    expect(skeleton).toMatchObject({
      type: "generation",
      usage: { inputTokens: 1200, cacheWriteTokens: 1000 },
      sessionId: "c1",
    });
    expect(skeleton.cost?.usd).toBeCloseTo((200 * 3 + 1000 * 3.75 + 10 * 15) / 1e6, 10);
  });

  it("by the conventions before 1.37 is read: system, token names, flattened prompts", () => {
    const { skeleton, input, output, rest } = read({
      "gen_ai.operation.name": "chat",
      "gen_ai.system": "openai",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.request.temperature": 0.5,
      "gen_ai.usage.prompt_tokens": 10,
      "gen_ai.usage.completion_tokens": 5,
      "gen_ai.prompt.0.role": "system",
      "gen_ai.prompt.0.content": "be kind",
      "gen_ai.prompt.1.role": "user",
      "gen_ai.prompt.1.content": "hello",
      "gen_ai.completion.0.role": "assistant",
      "gen_ai.completion.0.tool_calls.0.name": "lookup",
      "gen_ai.completion.0.tool_calls.0.arguments": "{}",
    });
    expect(skeleton).toMatchObject({ provider: "openai", usage: { inputTokens: 10, outputTokens: 5 } });
    expect(input).toEqual([text("system", "be kind"), text("user", "hello")]);
    expect(output).toEqual([{ role: "assistant", parts: [{ type: "tool_call", name: "lookup", arguments: "{}" }] }]);
    expect(rest.parameters).toEqual({ temperature: 0.5 });
    expect(rest.attributes).toBeUndefined();
  });

  it("with its content on an event is read", () => {
    const event = {
      name: "gen_ai.client.inference.operation.details",
      time: 1,
      attributes: new Map<string, unknown>([["gen_ai.input.messages", [text("user", "hello")]]]),
    };
    const { input, rest } = read({ "gen_ai.operation.name": "chat" }, { events: [event] });
    expect(input).toEqual([text("user", "hello")]);
    expect(rest.events).toBeUndefined();
  });

  it("by OpenInference is read", () => {
    const { skeleton, input, output, tools, rest } = read({
      "openinference.span.kind": "LLM",
      "llm.provider": "openai",
      "llm.model_name": "gpt-4o",
      "llm.invocation_parameters": '{"temperature":0}',
      "llm.token_count.prompt": 100,
      "llm.token_count.completion": 20,
      "llm.token_count.prompt_details.cache_read": 40,
      "llm.input_messages.0.message.role": "user",
      "llm.input_messages.0.message.content": "hello",
      "llm.input_messages.1.message.role": "tool",
      "llm.input_messages.1.message.tool_call_id": "t1",
      "llm.input_messages.1.message.content": "42",
      "llm.output_messages.0.message.role": "assistant",
      "llm.output_messages.0.message.tool_calls.0.tool_call.id": "t2",
      "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "lookup",
      "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": "{}",
      "llm.tools.0.tool.json_schema": '{"type":"function","function":{"name":"lookup","parameters":{}}}',
      "input.value": '{"messages":[]}',
      "input.mime_type": "application/json",
      "tag.tags": ["beta"],
    });
    expect(skeleton).toMatchObject({
      type: "generation",
      model: "gpt-4o",
      tags: ["beta"],
      usage: { inputTokens: 100, outputTokens: 20, cacheReadTokens: 40 },
    });
    expect(skeleton.cost?.usd).toBeCloseTo((60 * 2.5 + 40 * 1.25 + 20 * 10) / 1e6, 10);
    expect(input).toEqual([
      text("user", "hello"),
      { role: "tool", parts: [{ type: "tool_call_response", id: "t1", response: "42" }] },
    ]);
    expect(output).toEqual([
      { role: "assistant", parts: [{ type: "tool_call", id: "t2", name: "lookup", arguments: "{}" }] },
    ]);
    expect(tools).toEqual([{ type: "function", name: "lookup", parameters: {} }]);
    expect(rest).toEqual({ parameters: { temperature: 0 }, scope: { name: "test", version: "1" } });
  });

  it("by OpenLLMetry is read", () => {
    const { skeleton, rest } = read({
      "traceloop.span.kind": "tool",
      "traceloop.entity.name": "lookup",
      "traceloop.entity.input": '{"id":1}',
      "traceloop.association.properties.session_id": "s1",
    });
    expect(skeleton).toMatchObject({ type: "tool", toolName: "lookup", sessionId: "s1", hasInput: true });
    expect(rest.input).toEqual({ id: 1 });
  });

  // Contract 33
  it("by the AI SDK counts its model call, and not the operation around it", () => {
    const outer = read({ "ai.operationId": "ai.generateText", "ai.model.id": "gpt-4o", "ai.usage.promptTokens": 10 });
    expect(outer).toMatchObject({ call: false, skeleton: { type: "workflow" } });
    const inner = read({
      "ai.operationId": "ai.generateText.doGenerate",
      "ai.model.id": "gpt-4o",
      "ai.model.provider": "openai.chat",
      "gen_ai.system": "openai.chat",
      "ai.usage.promptTokens": 10,
      "ai.usage.completionTokens": 2,
      "ai.prompt.messages": JSON.stringify([{ role: "user", content: [{ type: "text", text: "hello" }] }]),
      "ai.response.text": "hi",
      "ai.response.msToFirstChunk": 120,
    });
    expect(inner.call).toBe(true);
    expect(inner.skeleton.provider).toBe("openai");
    expect(inner.skeleton.cost?.usd).toBeCloseTo((10 * 2.5 + 2 * 10) / 1e6, 10);
    expect(inner.skeleton).toMatchObject({
      type: "generation",
      usage: { inputTokens: 10, outputTokens: 2 },
      timeToFirstChunk: 120,
    });
    expect(inner.input).toEqual([text("user", "hello")]);
    expect(inner.output).toEqual([text("assistant", "hi")]);
  });
});

// Contract 31
it("keeps a span of the AI SDK whose messages are broken", () => {
  const { input, output } = read({
    "ai.operationId": "ai.generateText.doGenerate",
    "ai.model.id": "gpt-5-mini",
    "ai.prompt.messages": '[null,{"role":"user","content":[{"type":"text","content":"x"},null,"y"]},{broken}]',
    "ai.response.text": "hi",
    "ai.response.toolCalls": "[null,{broken}]",
  });
  expect(input).toHaveLength(3);
  expect(input[1]).toMatchObject({ role: "user", parts: [{ type: "text" }, { content: "null" }, { content: "y" }] });
  expect(input[2]).toEqual(text("user", "{broken}"));
  expect(output[0].parts[0]).toEqual({ type: "text", content: "hi" });
});

it("raises totals that leave out the cache", () => {
  const { skeleton } = read({
    "gen_ai.usage.input_tokens": 10,
    "gen_ai.usage.cache_read.input_tokens": 90,
    "gen_ai.usage.cache_creation.input_tokens": 5,
  });
  expect(skeleton.usage).toEqual({ inputTokens: 105, cacheReadTokens: 90, cacheWriteTokens: 5 });
});

// Contract 32
it.each([
  [
    "the provider's own cost over the price table",
    { "trace.cost.total": 0.5, "trace.cost.source": "provider" },
    { usd: 0.5, source: "provider" },
  ],
  ["the caller's cost", { "trace.cost.total": 0.1, "trace.cost.source": "user" }, { usd: 0.1, source: "user" }],
  [
    "the tier that was billed over the one asked for",
    { "trace.service_tier": "flex", "openai.response.service_tier": "default" },
    { rule: "openai/gpt-5-mini" },
  ],
  [
    "the tier that the usage names",
    { "trace.usage.raw": '{"service_tier":"batch"}' },
    { rule: "openai/gpt-5-mini#batch" },
  ],
])("takes %s", (_, attributes, cost) => {
  const call = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5-mini",
    "gen_ai.usage.input_tokens": 10,
  };
  expect(read({ ...call, ...attributes }).skeleton.cost).toMatchObject(cost);
});
