import { createRequire } from "node:module";
import { collect, events, invoke, json, type ProviderCases, testProvider } from "@trace/testing/provider-suite";
import { patchAnthropic, unpatchAnthropic, wrapAnthropic } from "./index.js";
import { anthropic } from "./provider.js";

const require = createRequire(import.meta.url);

interface Sdk {
  Anthropic: new (options: never) => object;
}

const model = "claude-sonnet-5-5";
const messages = [{ role: "user", content: "What is the weather in Paris and in Oslo?" }];
const weather = {
  name: "weather",
  description: "Tells the weather.",
  input_schema: { type: "object", properties: {} },
};

const content = [
  { type: "thinking", thinking: "Two cities.", signature: "c2ln" },
  { type: "text", text: "Looking up both." },
  { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Paris" } },
  { type: "tool_use", id: "toolu_2", name: "weather", input: { city: "Oslo" } },
];
const usage = {
  input_tokens: 20,
  cache_read_input_tokens: 300,
  cache_creation_input_tokens: 40,
  cache_creation: { ephemeral_5m_input_tokens: 40, ephemeral_1h_input_tokens: 0 },
  output_tokens: 90,
  service_tier: "standard",
};
const message = answer({ content, stop_reason: "tool_use" });

function answer(fields: object) {
  return { id: "msg_1", type: "message", role: "assistant", model, stop_sequence: null, usage, ...fields };
}

function frame(event: { type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The events of the message in small pieces. */
const frames = [
  { type: "message_start", message: answer({ content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } }) },
  { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
  { type: "ping" },
  ...["Two ", "cities."].map((thinking) => delta(0, { type: "thinking_delta", thinking })),
  delta(0, { type: "signature_delta", signature: "c2ln" }),
  { type: "content_block_stop", index: 0 },
  { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
  ...["Looking ", "up ", "both."].map((text) => delta(1, { type: "text_delta", text })),
  { type: "content_block_stop", index: 1 },
  {
    type: "content_block_start",
    index: 2,
    content_block: { type: "tool_use", id: "toolu_1", name: "weather", input: {} },
  },
  ...["", '{"city": "Pa', 'ris"}'].map((partial_json) => delta(2, { type: "input_json_delta", partial_json })),
  { type: "content_block_stop", index: 2 },
  {
    type: "content_block_start",
    index: 3,
    content_block: { type: "tool_use", id: "toolu_2", name: "weather", input: {} },
  },
  ...["", '{"city": "Os', 'lo"}'].map((partial_json) => delta(3, { type: "input_json_delta", partial_json })),
  { type: "content_block_stop", index: 3 },
  { type: "message_delta", delta: { stop_reason: "tool_use", stop_sequence: null }, usage: { output_tokens: 90 } },
  { type: "message_stop" },
].map(frame);

function delta(index: number, delta: object) {
  return { type: "content_block_delta", index, delta };
}

const final = answer({ content: [{ type: "text", text: '{"city":"Paris"}' }], stop_reason: "end_turn" });

const messageAttributes = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "anthropic",
  "gen_ai.request.model": model,
  "gen_ai.request.max_tokens": 1000,
  "gen_ai.response.id": "msg_1",
  "gen_ai.response.model": model,
  "gen_ai.response.finish_reasons": ["tool_call"],
  "gen_ai.usage.input_tokens": 360,
  "gen_ai.usage.output_tokens": 90,
  "gen_ai.usage.cache_read.input_tokens": 300,
  "gen_ai.usage.cache_creation.input_tokens": 40,
  "trace.service_tier": "standard",
};

const messageOutput = [
  {
    role: "assistant",
    finish_reason: "tool_call",
    parts: [
      { type: "reasoning", content: "Two cities.", signature: "c2ln" },
      { type: "text", content: "Looking up both." },
      { type: "tool_call", id: "toolu_1", name: "weather", arguments: { city: "Paris" } },
      { type: "tool_call", id: "toolu_2", name: "weather", arguments: { city: "Oslo" } },
    ],
  },
];

const params = { model, max_tokens: 1000, system: "Be brief.", messages, tools: [weather] };
const plainParams = { model, max_tokens: 1000, messages };

function messagesOperation(path: string) {
  return {
    path,
    params,
    reply: json(message),
    stream: { params: { stream: true }, frames, firstWord: "Looking" },
    attributes: messageAttributes,
    output: messageOutput,
  };
}

const cases: ProviderCases = {
  provider: anthropic,
  patch: patchAnthropic,
  unpatch: unpatchAnthropic,
  wrap: wrapAnthropic,
  sdks: [
    { name: "1.11 esm", load: () => import("@anthropic-ai/sdk") },
    { name: "1.11 cjs", load: async () => require("@anthropic-ai/sdk") },
    { name: "0.137 esm", load: () => import("anthropic-sdk-0-137") },
    { name: "0.137 cjs", load: async () => require("anthropic-sdk-0-137") },
    { name: "0.39 esm", load: () => import("anthropic-sdk-0-39") },
    { name: "0.39 cjs", load: async () => require("anthropic-sdk-0-39") },
  ],
  clientClass: (sdk) => (sdk as Sdk).Anthropic,
  client: (sdk, options) => new (sdk as Sdk).Anthropic({ apiKey: "sk-ant-test", ...options } as never),
  operations: [
    messagesOperation("messages.create"),
    messagesOperation("beta.messages.create"),
    ...["messages.countTokens", "beta.messages.countTokens"].map((path) => ({
      path,
      params: plainParams,
      reply: json({ input_tokens: 14 }),
      attributes: { "gen_ai.operation.name": "count_tokens", "trace.type": "span" },
      output: { input_tokens: 14 },
    })),
    ...["messages.batches.create", "beta.messages.batches.create"].map((path) => ({
      path,
      params: { requests: [{ custom_id: "a", params: plainParams }] },
      reply: json({ id: "msgbatch_1", type: "message_batch", processing_status: "in_progress" }),
      attributes: { "gen_ai.operation.name": "create_batch", "gen_ai.response.id": "msgbatch_1", "trace.type": "span" },
      output: { id: "msgbatch_1", processing_status: "in_progress" },
    })),
    {
      path: "completions.create",
      params: { model: "claude-2.1", prompt: "\n\nHuman: Hi\n\nAssistant:", max_tokens_to_sample: 10 },
      reply: json({
        type: "completion",
        id: "compl_1",
        model: "claude-2.1",
        completion: " Hello!",
        stop_reason: "stop_sequence",
      }),
      stream: {
        params: { stream: true },
        firstWord: "Hel",
        frames: [
          { type: "completion", id: "compl_1", model: "claude-2.1", completion: " Hel", stop_reason: null },
          { type: "completion", id: "compl_1", model: "claude-2.1", completion: "lo!", stop_reason: "stop_sequence" },
        ].map(frame),
      },
      attributes: { "gen_ai.operation.name": "text_completion", "gen_ai.response.finish_reasons": ["stop"] },
      output: [{ role: "assistant", finish_reason: "stop", parts: [{ type: "text", content: " Hello!" }] }],
    },
  ],
  helpers: [
    ...["messages", "beta.messages"].flatMap((path) => [
      {
        name: `${path}.stream().finalMessage()`,
        path: `${path}.stream`,
        replies: [events(frames)],
        run: (client: object) => (invoke(client, `${path}.stream`, params) as Streaming).finalMessage(),
        calls: 1,
      },
      {
        name: `for await of ${path}.stream()`,
        path: `${path}.stream`,
        replies: [events(frames)],
        run: (client: object) => collect(invoke(client, `${path}.stream`, params) as Streaming),
        calls: 1,
      },
      {
        name: `${path}.parse()`,
        path: `${path}.parse`,
        replies: [json(final)],
        run: (client: object) => invoke(client, `${path}.parse`, plainParams) as Promise<unknown>,
        calls: 1,
      },
    ]),
    {
      name: "beta.messages.thread().send(), twice",
      path: "beta.messages.thread",
      replies: [json(final)],
      run: async (client) => {
        const thread = startThread(client);
        return [await thread.send(messages), await thread.send({ role: "user", content: "And in Rome?" })];
      },
      calls: 2,
    },
    {
      name: "beta.messages.thread().stream().finalMessage()",
      path: "beta.messages.thread",
      replies: [events(frames)],
      run: (client) => startThread(client).stream(messages).finalMessage(),
      calls: 1,
    },
    {
      name: "beta.messages.toolRunner()",
      path: "beta.messages.toolRunner",
      replies: [json(message), json(final)],
      run: (client) => runTools(client, {}),
      calls: 2,
    },
    {
      name: "beta.messages.toolRunner(), streamed",
      path: "beta.messages.toolRunner",
      replies: [events(frames), events(textFrames("Sunny."))],
      run: (client) => runTools(client, { stream: true }),
      calls: 2,
    },
  ],
  error: {
    status: 400,
    body: { type: "error", error: { type: "invalid_request_error", message: "max_tokens: required" } },
  },
  errorFrame: `event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n`,
  modelPages: [
    json({ data: [{ id: "claude-a", type: "model" }], has_more: true, first_id: "claude-a", last_id: "claude-a" }),
    json({ data: [{ id: "claude-b", type: "model" }], has_more: false, first_id: "claude-b", last_id: "claude-b" }),
  ],
};

interface Thread {
  send(message: object): Promise<unknown>;
  stream(message: object): Streaming;
}

function startThread(client: object): Thread {
  return invoke(client, "beta.messages.thread", { model, max_tokens: 1000 }) as Thread;
}

interface Streaming extends AsyncIterable<unknown> {
  finalMessage(): Promise<unknown>;
}

function textFrames(text: string): string[] {
  return [
    { type: "message_start", message: answer({ content: [], stop_reason: null }) },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    delta(0, { type: "text_delta", text }),
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 3 } },
    { type: "message_stop" },
  ].map(frame);
}

async function runTools(client: object, options: object): Promise<unknown> {
  const tool = {
    ...weather,
    run: async ({ city }: { city: string }) => `Sunny in ${city}.`,
    parse: (input: unknown) => input,
  };
  const runner = invoke(client, "beta.messages.toolRunner", { ...plainParams, tools: [tool], ...options }) as {
    runUntilDone(): Promise<unknown>;
  };
  return runner.runUntilDone();
}

testProvider(cases);
