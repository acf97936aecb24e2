import { createRequire } from "node:module";
import Anthropic from "@anthropic-ai/sdk";
import { createRecorder } from "@trace/testing";
import { collect, events, json, startStubServer } from "@trace/testing/provider-suite";
import { afterEach, expect, it } from "vitest";
import { patchAnthropic, unpatchAnthropic } from "./index.js";

const require = createRequire(import.meta.url);

const message = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-5-5",
  content: [{ type: "text", text: "Hi" }],
  stop_reason: "end_turn",
  usage: { input_tokens: 3, output_tokens: 2 },
};
const frames = [
  { type: "message_start", message: { ...message, content: [], stop_reason: null } },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hi" } },
  { type: "content_block_stop", index: 0 },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } },
  { type: "message_stop" },
].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

afterEach(() => unpatchAnthropic());

// Since 0.134 the SDK makes OpenTelemetry spans by itself; they are the application's.
it.each([
  ["1.11", Anthropic],
  ["0.137", require("anthropic-sdk-0-137").Anthropic as typeof Anthropic],
])("leaves the spans that SDK %s makes itself as they are, and makes its own beside them", async (_, Sdk) => {
  const recorder = createRecorder();
  const server = await startStubServer();
  server.answer(json(message), events(frames));

  const program = async () => {
    const tracer = recordingTracer();
    const client = new Sdk({ apiKey: "x", baseURL: server.url, openTelemetry: { tracerProvider: tracer.provider } });
    const params = { model: "claude-sonnet-5-5", max_tokens: 5, messages: [{ role: "user" as const, content: "Hi" }] };
    server.answer(json(message), events(frames));
    const plain = await client.messages.create(params);
    const streamed = await collect(await client.messages.create({ ...params, stream: true }));
    return { plain, streamed, spans: tracer.ended };
  };

  const bare = await program();
  expect(bare.spans).toEqual(["anthropic.messages.create", "anthropic.messages.create"]);
  patchAnthropic(Sdk);
  expect(await program()).toEqual(bare);
  const spans = await recorder.spans(2);
  expect(spans.map(({ status, usage }) => [status, usage?.inputTokens, usage?.outputTokens])).toEqual([
    ["ok", 3, 2],
    ["ok", 3, 2],
  ]);
  expect(spans.map(({ attributes }) => attributes["trace.attempts"])).toEqual([1, 1]);
  await server.close();
});

/** The least that the SDK takes for an OpenTelemetry tracer. */
function recordingTracer() {
  const ended: string[] = [];
  const spanContext = { traceId: "1".repeat(32), spanId: "2".repeat(16), traceFlags: 1 };
  const startSpan = (name: string) => {
    const span = {
      spanContext: () => spanContext,
      isRecording: () => true,
      end: () => void ended.push(name),
      setAttribute: () => span,
      setAttributes: () => span,
      addEvent: () => span,
      addLink: () => span,
      addLinks: () => span,
      setStatus: () => span,
      updateName: () => span,
      recordException: () => {},
    };
    return span;
  };
  return { ended, provider: { getTracer: () => ({ startSpan }) } as never };
}
