import { createRequire } from "node:module";
import Anthropic from "@anthropic-ai/sdk";
import { createRecorder } from "@trace/testing";
import { countUnhandled, events, startStubServer } from "@trace/testing/provider-suite";
import { afterEach, describe, expect, it } from "vitest";
import { patchAnthropic, unpatchAnthropic } from "./index.js";

const require = createRequire(import.meta.url);

type Stream = ReturnType<Anthropic["messages"]["stream"]>;

const frames = [
  {
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-5-5",
      content: [],
      stop_reason: null,
      usage: { input_tokens: 3, output_tokens: 1 },
    },
  },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Half" } },
].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

const leaving: [string, (stream: Stream) => Promise<void>][] = [
  ["abort() while it runs", async (stream) => void stream.on("text", () => stream.abort())],
  ["abort() of its controller", async (stream) => void stream.on("text", () => stream.controller.abort())],
  [
    "break",
    async (stream) => {
      for await (const event of stream) if (event.type === "content_block_delta") break;
    },
  ],
];

afterEach(() => unpatchAnthropic());

// Contract 23
describe.each([
  ["1.11", Anthropic],
  ["0.137", require("anthropic-sdk-0-137").Anthropic as typeof Anthropic],
  ["0.39", require("anthropic-sdk-0-39").Anthropic as typeof Anthropic],
])("messages.stream() of SDK %s", (_, Sdk) => {
  it.each(leaving)("left by %s ends its span as cancelled, without an output count", async (_, leave) => {
    const recorder = createRecorder();
    const server = await startStubServer();
    const program = async () => {
      server.answer(events(frames, { ending: "open" }));
      const seen: string[] = [];
      const unhandled = await countUnhandled(async () => {
        const client = new Sdk({ apiKey: "x", baseURL: server.url });
        const messages = [{ role: "user" as const, content: "Hi" }];
        const stream = client.messages.stream({ model: "claude-sonnet-5-5", max_tokens: 9, messages });
        stream.on("abort", (error) => seen.push(error.constructor.name)).on("end", () => seen.push("end"));
        await leave(stream as unknown as Stream);
        await stream.done().catch((error: Error) => seen.push(error.constructor.name));
        await server.hungUp;
      });
      return { seen, unhandled };
    };
    const bare = await program();
    patchAnthropic(Sdk);
    expect(await program()).toEqual(bare);
    const spans = await recorder.spans(1);
    expect(spans).toMatchObject([{ status: "cancelled", usage: { inputTokens: 3 } }]);
    expect(spans[0]?.attributes).not.toHaveProperty("gen_ai.usage.output_tokens");
    expect(JSON.stringify(spans[0]?.output)).toContain("Half");
    await server.close();
  });
});
