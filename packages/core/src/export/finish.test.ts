import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient, init, memoryExporter, type Options, span, startSpan, withContext } from "../index.js";
import type { ModelCall, RawContent } from "../record.js";
import { state } from "../state.js";

const memory = memoryExporter();
const lines: string[] = [];
const log = (line: string) => void lines.push(line);
const logger = { debug: log, info: log, warn: log, error: log };
const start = (options: Options = {}) => init({ exporters: [memory], logger, debug: true, ...options });

beforeEach(() => {
  state().client = undefined;
  state().reported.clear();
  start();
});
afterEach(() => {
  memory.clear();
  lines.length = 0;
});

const normalize = ({ input, output }: RawContent) => ({
  input: [{ role: "user", parts: [{ type: "text", content: input as string }] }],
  output: [{ role: "assistant", parts: [{ type: "text", content: output as string }], finish_reason: "stop" }],
  system: [{ type: "text", content: "Be kind." }],
  tools: [{ type: "function", name: "search" }],
});

function modelCall(model: ModelCall, input: unknown = "hi", output: unknown = "hello") {
  const open = startSpan("chat gpt-5", { type: "generation", input });
  open.output = output;
  open.record.model = model;
  open.end({ status: "ok" });
  return memory.spans.at(-1)!;
}

describe("a model call", () => {
  it("is written by the names of the GenAI conventions", () => {
    const finished = modelCall({
      operation: "chat",
      provider: "openai",
      model: "gpt-5",
      responseModel: "gpt-5-2025-08-07",
      responseId: "chatcmpl-1",
      parameters: {
        temperature: 0.5,
        max_completion_tokens: 100,
        stop: "END",
        n: 1,
        service_tier: "flex",
        top_p: 1,
        user: "u",
      },
      usage: {
        inputTokens: 10,
        outputTokens: 5,
        cacheReadTokens: 4,
        reasoningTokens: 2,
        cacheWriteByTtl: { "5m": 1 },
        raw: { a: 1 },
      },
      cost: 0.01,
      costSource: "provider",
      finishReasons: ["tool_calls"],
      stream: true,
      timeToFirstChunk: 120,
      timeToFirstToken: 150,
      attempts: 2,
      serverAddress: "api.openai.com",
      serverPort: 443,
      normalize,
    });
    expect({ ...finished, traceId: "", spanId: "", startTime: 0, endTime: 0 }).toMatchObject({
      kind: "client",
      name: "chat gpt-5",
    });
    expect(finished.attributes).toEqual({
      "trace.type": "generation",
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-5",
      "gen_ai.response.model": "gpt-5-2025-08-07",
      "gen_ai.response.id": "chatcmpl-1",
      "gen_ai.response.finish_reasons": ["tool_call"],
      "gen_ai.request.stream": true,
      "gen_ai.response.time_to_first_chunk": 0.12,
      "trace.time_to_first_token": 0.15,
      "trace.attempts": 2,
      "trace.cost.total": 0.01,
      "trace.cost.source": "provider",
      "gen_ai.usage.input_tokens": 10,
      "gen_ai.usage.output_tokens": 5,
      "gen_ai.usage.cache_read.input_tokens": 4,
      "gen_ai.usage.reasoning.output_tokens": 2,
      "trace.usage.cache_write_by_ttl": '{"5m":1}',
      "trace.usage.raw": '{"a":1}',
      "gen_ai.request.temperature": 0.5,
      "gen_ai.request.max_tokens": 100,
      "gen_ai.request.stop_sequences": ["END"],
      "gen_ai.request.top_p": 1,
      "openai.request.service_tier": "flex",
      "trace.service_tier": "flex",
      "trace.parameters":
        '{"temperature":0.5,"max_completion_tokens":100,"stop":"END","n":1,"service_tier":"flex","top_p":1,"user":"u"}',
      "server.address": "api.openai.com",
      "server.port": 443,
      "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]',
      "gen_ai.output.messages":
        '[{"role":"assistant","parts":[{"type":"text","content":"hello"}],"finish_reason":"stop"}]',
      "gen_ai.system_instructions": '[{"type":"text","content":"Be kind."}]',
      "gen_ai.tool.definitions": '[{"type":"function","name":"search"}]',
    });
  });

  it("whose mapper throws keeps everything but its content, and is reported once", () => {
    const broken = () => {
      throw new Error("mapper");
    };
    for (let call = 0; call < 2; call++) {
      const { attributes } = modelCall({ model: "gpt-5", usage: { inputTokens: 1 }, normalize: broken });
      expect(attributes["gen_ai.usage.input_tokens"]).toBe(1);
      expect(attributes["gen_ai.input.messages"]).toBeUndefined();
    }
    expect(lines.filter((line) => line.includes("Error: mapper"))).toHaveLength(1);
  });

  it("set by hand takes a text or the usual messages", () => {
    span("ask", { type: "generation", model: "m", input: "hi" }, (open) => {
      open.output = { role: "assistant", content: [{ type: "text", text: "ho" }, null, 7] };
    });
    const [finished] = memory.spans;
    expect(finished?.input).toEqual([{ role: "user", parts: [{ type: "text", content: "hi" }] }]);
    expect(finished?.output).toMatchObject([{ role: "assistant", parts: [{ type: "text", content: "ho" }, {}, {}] }]);
  });

  it("set by hand keeps what is no message as it is", () => {
    span("ask", { type: "generation", input: { question: 1 } }, () => {});
    expect(memory.spans[0]?.attributes["trace.input"]).toBe('{"question":1}');
  });

  it.each([
    ["end_turn", "stop"],
    ["STOP", "stop"],
    ["max_tokens", "length"],
    ["SAFETY", "content_filter"],
    ["refusal", "content_filter"],
    ["tool_use", "tool_call"],
    ["pause_turn", "pause_turn"],
  ])("that finished with %s finished with %s", (word, expected) => {
    expect(modelCall({ finishReasons: [word] }).attributes["gen_ai.response.finish_reasons"]).toEqual([expected]);
  });
});

it("writes a tool's arguments and result by the conventions' names", () => {
  span("search", { type: "tool", input: { q: "x" } }, (open) => {
    open.output = ["r"];
  });
  expect(memory.spans[0]).toMatchObject({
    kind: "internal",
    input: { q: "x" },
    output: ["r"],
    attributes: {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "search",
      "gen_ai.tool.call.arguments": '{"q":"x"}',
      "gen_ai.tool.call.result": '["r"]',
    },
  });
});

it("writes what context says on every span: user, session, tags, metadata, environment", () => {
  withContext({ userId: "u", sessionId: "s", tags: { plan: "pro" }, metadata: { a: 1 }, environment: "staging" }, () =>
    span("work", { tags: ["own"], metadata: { b: 2 } }, () => {}),
  );
  expect(memory.spans[0]?.attributes).toEqual({
    "trace.type": "span",
    "user.id": "u",
    "session.id": "s",
    "deployment.environment.name": "staging",
    "trace.tags": ["plan:pro", "own"],
    "trace.metadata": '{"a":1,"b":2}',
  });
});

it("writes an error as status, attributes and an exception event", () => {
  expect(() =>
    span("work", () => {
      throw Object.assign(new RangeError("key sk-proj-a1B2c3D4e5F6g7H8i9 is bad"), { status: 429, requestID: "req_1" });
    }),
  ).toThrow();
  expect(memory.spans[0]).toMatchObject({
    status: "error",
    level: "ERROR",
    error: { type: "RangeError", message: "key [REDACTED] is bad" },
    attributes: { "error.type": "RangeError", "trace.error.status_code": 429, "trace.error.request_id": "req_1" },
    events: [{ name: "exception", attributes: { "exception.message": "key [REDACTED] is bad" } }],
  });
  expect(memory.spans[0]?.error?.stack).not.toContain("sk-proj");
});

// Contract 43
it("hides secrets wherever a span has words", () => {
  const secret = "sk-proj-a1B2c3D4e5F6g7H8i9";
  span(
    `name ${secret}`,
    { input: { password: 1, args: `{"token":"abc"}` }, tags: [secret], metadata: { note: secret, auth: "x" } },
    (open) => {
      open.output = [`line\n${secret}`];
      open.error = new Error(secret);
      open.event("note", { cvv: "123", text: secret });
    },
  );
  modelCall(
    { parameters: { api_key: "abc", metadata: { x: secret } }, tools: [secret], normalize },
    secret,
    `${secret}\n`,
  );
  const wire = JSON.stringify(memory.spans) + lines.join();
  expect(wire).not.toContain(secret);
  expect(wire).not.toMatch(/abc|"123"/);
  expect(memory.spans.find(({ name }) => name === "name [REDACTED]")?.input).toEqual({
    password: "[REDACTED]",
    args: '{"token":"[REDACTED]"}',
  });
});

describe("a redaction hook", () => {
  it("sees every field after keys and patterns, and may replace it", () => {
    const paths: string[] = [];
    start({
      redact: {
        hook: (value, { path }) => {
          paths.push(path);
          expect(JSON.stringify(value)).not.toContain("hunter2");
          return path === "input" ? "mine" : value;
        },
      },
    });
    span("work", { input: { password: "hunter2" }, metadata: { a: 1 }, tags: ["t"] }, () => {});
    expect(memory.spans[0]?.input).toBe("mine");
    expect(paths).toEqual(["input", "metadata", "tags"]);
  });

  // Contract 40
  it("that throws, or returns what JSON cannot say, drops the field and not the span", () => {
    start({
      redact: {
        hook: (value, { path }) => {
          if (path === "input") throw new Error("hook");
          return path === "output" ? 10n : value;
        },
      },
    });
    span("work", { input: "i", metadata: { kept: true } }, (open) => {
      open.output = "o";
    });
    expect(memory.spans[0]?.attributes).toEqual({ "trace.type": "span", "trace.metadata": '{"kept":true}' });
    expect(lines.filter((line) => line.includes("redact input"))).toHaveLength(1);
  });
});

describe("captureContent: false", () => {
  it("drops words, arguments and results; model, usage, names and sizes stay", () => {
    start({ captureContent: false });
    const call = modelCall({ model: "gpt-5", usage: { inputTokens: 3 }, normalize }, "secret words", "more");
    expect(JSON.stringify(call)).not.toMatch(/secret words|more|Be kind/);
    expect(call).toMatchObject({
      input: [{ role: "user", parts: [{ type: "text", size: 12 }] }],
      attributes: {
        "gen_ai.request.model": "gpt-5",
        "gen_ai.usage.input_tokens": 3,
        "gen_ai.tool.definitions": '[{"type":"function","name":"search"}]',
      },
    });
    span("search", { type: "tool", input: "arg", metadata: { kept: 1 } }, (open) => {
      open.output = "res";
    });
    expect(memory.spans.at(-1)?.attributes).toEqual({
      "trace.type": "tool",
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "search",
      "trace.metadata": '{"kept":1}',
    });
  });
});

describe("media", () => {
  const data = "iVBORw0KGgoAAAANSUhEUg".repeat(50_000);
  const toPart = ({ input }: RawContent) => ({
    input: [
      {
        role: "user",
        parts: (input as { data: string }[]).map(({ data }) =>
          data.startsWith("data:")
            ? { type: "uri", modality: "image", uri: data }
            : { type: "blob", modality: "image", mime_type: "image/png", content: data },
        ),
      },
    ],
  });

  // Contract 34
  it("is exported as a reference with type and size, not as bytes", () => {
    const finished = modelCall({ normalize: toPart }, [{ data }, { data: `data:image/jpeg;base64,${data}` }]);
    const part = { type: "blob", modality: "image", byte_size: 825_000 };
    expect(finished.input).toEqual([
      {
        role: "user",
        parts: [
          { ...part, mime_type: "image/png" },
          { ...part, mime_type: "image/jpeg" },
        ],
      },
    ]);
  });

  // Contract 34
  it("is let go when the span ends, before anything is exported", () => {
    const client = createClient({ exporters: [{ name: "later", export: () => undefined }], logger });
    const open = client.startSpan("x", { input: { image: `data:image/png;base64,${data}` } });
    open.end();
    return client
      .flush()
      .then(() => expect(open.record.input).toEqual({ image: "data:image/png;base64,[825000 bytes]" }));
  });

  it("is not what a long text or a long word of prose is taken for", () => {
    const text = "a sentence with words. ".repeat(1000);
    span("x", { input: text }, () => {});
    expect(memory.spans[0]?.input).toBe(text);
  });
});
