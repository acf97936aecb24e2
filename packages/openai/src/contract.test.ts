import { createRequire } from "node:module";
import { collect, events, invoke, json, type ProviderCases, testProvider } from "@trace/testing/provider-suite";
import { expect } from "vitest";
import { openai, patchOpenAI, unpatchOpenAI, wrapOpenAI } from "./index.js";

const require = createRequire(import.meta.url);

interface Sdk {
  OpenAI: new (options: never) => object;
}

const model = "gpt-5.2";
const messages = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "What is the weather in Paris and in Oslo?" },
];
const weather = { name: "weather", description: "Tells the weather.", parameters: { type: "object", properties: {} } };

function data(body: unknown): string {
  return `data: ${JSON.stringify(body)}\n\n`;
}

function typed(event: { type: string; [field: string]: unknown }): string {
  return `event: ${event.type}\n${data(event)}`;
}

const usage = {
  prompt_tokens: 360,
  completion_tokens: 90,
  total_tokens: 450,
  prompt_tokens_details: { cached_tokens: 300, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 64, audio_tokens: 0 },
};

function toolCall(id: string, city: string) {
  return { id, type: "function", function: { name: "weather", arguments: JSON.stringify({ city }) } };
}

function completion(message: object, finish_reason: string) {
  const choices = [
    { index: 0, message: { role: "assistant", refusal: null, ...message }, finish_reason, logprobs: null },
  ];
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "gpt-5.2-2026",
    service_tier: "default",
    choices,
    usage,
  };
}

const asked = completion(
  { content: "Looking up both.", tool_calls: [toolCall("call_1", "Paris"), toolCall("call_2", "Oslo")] },
  "tool_calls",
);

function chunk(delta: object, rest: object = {}) {
  const choices = [{ index: 0, delta, finish_reason: null, ...rest }];
  const head = {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "gpt-5.2-2026",
    service_tier: "default",
  };
  return { ...head, choices, usage: null };
}

function piece(index: number, fields: object) {
  return { tool_calls: [{ index, ...fields }] };
}

/** The same answer in small pieces, its tool calls interleaved. */
const frames = [
  ...[
    chunk({ role: "assistant", content: "", refusal: null }),
    ...["Looking ", "up ", "both."].map((content) => chunk({ content })),
    chunk(piece(0, { id: "call_1", type: "function", function: { name: "weather", arguments: "" } })),
    chunk(piece(1, { id: "call_2", type: "function", function: { name: "weather", arguments: "" } })),
    chunk(piece(0, { function: { arguments: '{"city":' } })),
    chunk(piece(1, { function: { arguments: '{"city":"O' } })),
    chunk(piece(0, { function: { arguments: '"Paris"}' } })),
    chunk(piece(1, { function: { arguments: 'slo"}' } })),
    chunk({}, { finish_reason: "tool_calls" }),
    { ...chunk({}), choices: [], usage },
  ].map(data),
  "data: [DONE]\n\n",
];

const streamed = { stream: true, stream_options: { include_usage: true } };

const chatAttributes = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": model,
  "gen_ai.request.max_tokens": 1000,
  "gen_ai.response.id": "chatcmpl-1",
  "gen_ai.response.model": "gpt-5.2-2026",
  "gen_ai.response.finish_reasons": ["tool_call"],
  "gen_ai.usage.input_tokens": 360,
  "gen_ai.usage.output_tokens": 90,
  "gen_ai.usage.cache_read.input_tokens": 300,
  "gen_ai.usage.reasoning.output_tokens": 64,
  "trace.service_tier": "default",
};

const toolOutput = [
  {
    role: "assistant",
    finish_reason: "tool_call",
    parts: [
      { type: "text", content: "Looking up both." },
      { type: "tool_call", id: "call_1", name: "weather", arguments: { city: "Paris" } },
      { type: "tool_call", id: "call_2", name: "weather", arguments: { city: "Oslo" } },
    ],
  },
];

const chatParams = { model, messages, max_completion_tokens: 1000, tools: [{ type: "function", function: weather }] };

const responseItems = [
  { id: "rs_1", type: "reasoning", summary: [{ type: "summary_text", text: "Two cities." }] },
  {
    id: "msg_1",
    type: "message",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text: "Looking up both.", annotations: [] }],
  },
  {
    id: "fc_1",
    type: "function_call",
    status: "completed",
    call_id: "call_1",
    name: "weather",
    arguments: '{"city":"Paris"}',
  },
];

const responseUsage = {
  input_tokens: 360,
  input_tokens_details: { cached_tokens: 300 },
  output_tokens: 90,
  output_tokens_details: { reasoning_tokens: 64 },
  total_tokens: 450,
};

function response(fields: object) {
  const head = {
    id: "resp_1",
    object: "response",
    created_at: 1,
    model: "gpt-5.2-2026",
    service_tier: "default",
    tools: [],
  };
  return {
    ...head,
    status: "completed",
    error: null,
    incomplete_details: null,
    output: responseItems,
    usage: responseUsage,
    ...fields,
  };
}

const opened = response({ status: "in_progress", output: [], usage: null });

const responseFrames = [
  { type: "response.created", response: opened },
  { type: "response.in_progress", response: opened },
  { type: "response.output_item.added", output_index: 0, item: { ...responseItems[0], summary: [] } },
  { type: "response.output_item.done", output_index: 0, item: responseItems[0] },
  { type: "response.output_item.added", output_index: 1, item: { ...responseItems[1], content: [] } },
  {
    type: "response.content_part.added",
    item_id: "msg_1",
    output_index: 1,
    content_index: 0,
    part: { type: "output_text", text: "", annotations: [] },
  },
  ...["Looking ", "up ", "both."].map((delta) => ({
    type: "response.output_text.delta",
    item_id: "msg_1",
    output_index: 1,
    content_index: 0,
    delta,
  })),
  { type: "response.output_item.done", output_index: 1, item: responseItems[1] },
  { type: "response.output_item.added", output_index: 2, item: { ...responseItems[2], arguments: "" } },
  { type: "response.function_call_arguments.delta", item_id: "fc_1", output_index: 2, delta: '{"city":"Paris"}' },
  { type: "response.output_item.done", output_index: 2, item: responseItems[2] },
  { type: "response.completed", response: response({}) },
].map((event, sequence_number) => typed({ ...event, sequence_number }));

const responseParams = {
  model,
  instructions: "Be brief.",
  input: "What is the weather in Paris?",
  max_output_tokens: 1000,
  tools: [{ type: "function", strict: true, ...weather }],
};

const responseAttributes = {
  ...chatAttributes,
  "gen_ai.response.id": "resp_1",
  "gen_ai.response.finish_reasons": ["stop"],
};

const responseOutput = [
  {
    role: "assistant",
    finish_reason: "stop",
    parts: [
      { type: "reasoning", content: "Two cities." },
      { type: "text", content: "Looking up both." },
      { type: "tool_call", id: "call_1", name: "weather", arguments: { city: "Paris" } },
    ],
  },
];

function responsesOperation(path: string) {
  return {
    path,
    params: responseParams,
    reply: json(response({})),
    stream: { params: { stream: true }, frames: responseFrames, firstWord: "Looking" },
    attributes: responseAttributes,
    output: responseOutput,
  };
}

const answered = completion({ content: '{"city":"Paris"}' }, "stop");
const answeredFrames = [
  ...[
    chunk({ role: "assistant", content: "" }),
    chunk({ content: "Sunny." }),
    chunk({}, { finish_reason: "stop" }),
    { ...chunk({}), choices: [], usage },
  ].map(data),
  "data: [DONE]\n\n",
];

interface Streaming extends AsyncIterable<unknown> {
  finalChatCompletion(): Promise<unknown>;
  finalResponse(): Promise<unknown>;
  finalContent(): Promise<unknown>;
}

const parseParams = {
  model,
  messages,
  response_format: { type: "json_schema", json_schema: { name: "city", strict: true, schema: { type: "object" } } },
};

function runTools(client: object, path: string, options: object): Promise<unknown> {
  const fn = { ...weather, function: ({ city }: { city: string }) => `Sunny in ${city}.`, parse: JSON.parse };
  const tools = [{ type: "function", function: fn }];
  return (invoke(client, path, { model, messages, tools, ...options }) as Streaming).finalContent();
}

const cases: ProviderCases = {
  provider: openai,
  patch: patchOpenAI,
  unpatch: unpatchOpenAI,
  wrap: wrapOpenAI,
  sdks: [
    { name: "7 esm", load: () => import("openai") },
    { name: "7 cjs", load: async () => require("openai") },
    { name: "6 esm", load: () => import("openai6") },
    { name: "6 cjs", load: async () => require("openai6") },
    { name: "5 esm", load: () => import("openai5") },
    { name: "5 cjs", load: async () => require("openai5") },
    { name: "4 esm", load: () => import("openai4"), lacks: ["images.generate streamed"] },
    { name: "4 cjs", load: async () => require("openai4"), lacks: ["images.generate streamed"] },
  ],
  clientClass: (sdk) => (sdk as Sdk).OpenAI,
  client: (sdk, options) => new (sdk as Sdk).OpenAI({ apiKey: "sk-test", ...options } as never),
  operations: [
    {
      path: "chat.completions.create",
      params: chatParams,
      reply: json(asked),
      stream: { params: streamed, frames, firstWord: "Looking" },
      attributes: chatAttributes,
      output: toolOutput,
    },
    responsesOperation("responses.create"),
    responsesOperation("beta.responses.create"),
    {
      path: "responses.compact",
      params: { model, input: "Say it shorter." },
      reply: json(
        response({
          object: "response.compaction",
          output: [{ id: "cmp_1", type: "compaction", encrypted_content: "e" }],
        }),
      ),
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.usage.input_tokens": 360,
        "gen_ai.usage.output_tokens": 90,
      },
      output: [
        {
          role: "assistant",
          finish_reason: "stop",
          parts: [{ type: "compaction", id: "cmp_1", encrypted_content: "e" }],
        },
      ],
    },
    {
      path: "completions.create",
      params: { model: "gpt-3.5-turbo-instruct", prompt: "Say this is", max_tokens: 10, n: 2 },
      reply: json({
        id: "cmpl-1",
        object: "text_completion",
        model: "gpt-3.5-turbo-instruct",
        choices: ["a test", "a trial"].map((text, index) => ({ text, index, logprobs: null, finish_reason: "stop" })),
        usage: { prompt_tokens: 4, completion_tokens: 5, total_tokens: 9 },
      }),
      stream: {
        params: streamed,
        firstWord: "a ",
        frames: [
          ...[
            [{ text: "a ", index: 0 }],
            [{ text: "a tri", index: 1 }],
            [{ text: "test", index: 0, finish_reason: "stop" }],
            [{ text: "al", index: 1, finish_reason: "stop" }],
          ].map((choices) => data({ id: "cmpl-1", model: "gpt-3.5-turbo-instruct", choices, usage: null })),
          data({ id: "cmpl-1", choices: [], usage: { prompt_tokens: 4, completion_tokens: 5, total_tokens: 9 } }),
          "data: [DONE]\n\n",
        ],
      },
      attributes: {
        "gen_ai.operation.name": "text_completion",
        "gen_ai.response.finish_reasons": ["stop", "stop"],
        "gen_ai.usage.input_tokens": 4,
        "gen_ai.usage.output_tokens": 5,
      },
      output: ["a test", "a trial"].map((content) => ({
        role: "assistant",
        finish_reason: "stop",
        parts: [{ type: "text", content }],
      })),
    },
    {
      path: "embeddings.create",
      params: { model: "text-embedding-3-small", input: ["one", "two"] },
      reply: json({
        object: "list",
        model: "text-embedding-3-small",
        data: [0, 1].map((index) => ({ object: "embedding", index, embedding: vector(3) })),
        usage: { prompt_tokens: 2, total_tokens: 2 },
      }),
      attributes: { "trace.type": "embedding", "gen_ai.operation.name": "embeddings", "gen_ai.usage.input_tokens": 2 },
      output: { count: 2, dimensions: 3 },
    },
    {
      path: "images.generate",
      params: { model: "gpt-image-1", prompt: "A cat", size: "1024x1024" },
      reply: json({
        created: 1,
        output_format: "webp",
        data: [{ b64_json: "aW1hZ2U=" }],
        usage: {
          input_tokens: 5,
          output_tokens: 70,
          total_tokens: 75,
          input_tokens_details: { text_tokens: 5, image_tokens: 0 },
        },
      }),
      stream: {
        params: { stream: true, partial_images: 1 },
        firstWord: "cGFydGlhbA==",
        frames: [
          {
            type: "image_generation.partial_image",
            b64_json: "cGFydGlhbA==",
            partial_image_index: 0,
            output_format: "webp",
          },
          {
            type: "image_generation.completed",
            b64_json: "aW1hZ2U=",
            output_format: "webp",
            usage: {
              input_tokens: 5,
              output_tokens: 70,
              total_tokens: 75,
              input_tokens_details: { text_tokens: 5, image_tokens: 0 },
            },
          },
        ].map(typed),
      },
      attributes: {
        "gen_ai.operation.name": "generate_content",
        "gen_ai.usage.input_tokens": 5,
        "gen_ai.usage.output_tokens": 70,
      },
      output: [
        {
          role: "assistant",
          parts: [{ type: "blob", modality: "image", mime_type: "image/webp", content: expect.anything() }],
        },
      ],
    },
    {
      path: "audio.speech.create",
      params: { model: "tts-1", voice: "alloy", input: "Hello" },
      reply: { status: 200, headers: { "content-type": "audio/mpeg" }, frames: ["sound"] },
      attributes: { "gen_ai.operation.name": "generate_content", "gen_ai.request.model": "tts-1" },
      output: [{ role: "assistant", parts: [expect.objectContaining({ modality: "audio", mime_type: "audio/mpeg" })] }],
    },
    ...["audio.transcriptions.create", "audio.translations.create"].map((path) => ({
      path,
      params: { model: "gpt-4o-transcribe", file: new File(["sound"], "sound.mp3", { type: "audio/mpeg" }) },
      reply: json({
        text: "Hello there",
        usage: {
          type: "tokens",
          input_tokens: 14,
          input_token_details: { text_tokens: 10, audio_tokens: 4 },
          output_tokens: 5,
          total_tokens: 19,
        },
      }),
      attributes: {
        "gen_ai.request.model": "gpt-4o-transcribe",
        "gen_ai.usage.input_tokens": 14,
        "gen_ai.usage.output_tokens": 5,
        "gen_ai.usage.audio.input_tokens": 4,
      },
      output: [{ role: "assistant", parts: [{ type: "text", content: "Hello there" }] }],
    })),
    {
      path: "moderations.create",
      params: { model: "omni-moderation-latest", input: "Hello" },
      reply: json({
        id: "modr-1",
        model: "omni-moderation-latest",
        results: [{ flagged: false, categories: {}, category_scores: {} }],
      }),
      attributes: { "trace.type": "guardrail", "gen_ai.operation.name": "moderation", "gen_ai.response.id": "modr-1" },
      output: [{ flagged: false, categories: {}, category_scores: {} }],
    },
    {
      path: "batches.create",
      params: { endpoint: "/v1/chat/completions", input_file_id: "file-1", completion_window: "24h" },
      reply: json({ id: "batch_1", object: "batch", status: "validating", request_counts: { total: 0 } }),
      attributes: { "trace.type": "span", "gen_ai.operation.name": "create_batch" },
      output: { id: "batch_1", status: "validating", request_counts: { total: 0 } },
    },
  ],
  helpers: [
    ...["chat.completions", "beta.chat.completions"].flatMap((path) => [
      {
        name: `${path}.parse()`,
        path: `${path}.parse`,
        replies: [json(answered)],
        run: (client: object) => invoke(client, `${path}.parse`, parseParams) as Promise<unknown>,
        calls: 1,
      },
      {
        name: `${path}.stream().finalChatCompletion()`,
        path: `${path}.stream`,
        replies: [events(answeredFrames)],
        run: (client: object) =>
          (invoke(client, `${path}.stream`, { model, messages }) as Streaming).finalChatCompletion(),
        calls: 1,
      },
      {
        name: `for await of ${path}.stream()`,
        path: `${path}.stream`,
        replies: [events(answeredFrames)],
        run: (client: object) => collect(invoke(client, `${path}.stream`, { model, messages }) as Streaming),
        calls: 1,
      },
      {
        name: `${path}.runTools()`,
        path: `${path}.runTools`,
        replies: [json(asked), json(answered)],
        run: (client: object) => runTools(client, `${path}.runTools`, {}),
        calls: 2,
      },
      {
        name: `${path}.runTools(), streamed`,
        path: `${path}.runTools`,
        replies: [events(frames), events(answeredFrames)],
        run: (client: object) => runTools(client, `${path}.runTools`, { stream: true }),
        calls: 2,
      },
    ]),
    {
      name: "responses.parse()",
      path: "responses.parse",
      replies: [json(response({}))],
      run: (client) => invoke(client, "responses.parse", responseParams) as Promise<unknown>,
      calls: 1,
    },
    {
      name: "responses.stream().finalResponse()",
      path: "responses.stream",
      replies: [events(responseFrames)],
      run: (client) => (invoke(client, "responses.stream", responseParams) as Streaming).finalResponse(),
      calls: 1,
    },
  ],
  error: {
    status: 400,
    body: { error: { message: "Unknown model", type: "invalid_request_error", param: "model", code: null } },
  },
  errorFrame: data({ error: { message: "The server is overloaded", type: "server_error" } }),
  modelPages: [json({ object: "list", data: [{ id: "gpt-a", object: "model" }] })],
};

/** A vector as the wire has it, in base64. */
function vector(length: number): string {
  return Buffer.from(new Float32Array(length).fill(0.5).buffer).toString("base64");
}

testProvider(cases);
