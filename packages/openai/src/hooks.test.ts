import { type CallHooks, patchProvider, type TracedCall } from "@trace/core/instrument";
import { createRecorder, type Recorder } from "@trace/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openai, unpatchOpenAI } from "./index.js";
import { answering, chunks, collect, completion, sdks, usageChunk } from "./test-sdks.js";

const question = { model: "gpt-5.2", messages: [{ role: "user" as const, content: "Hi" }] };

class Blocked extends Error {}

function toMini(body: unknown, { method }: TracedCall): unknown {
  return method.operation.withModel?.(body, "gpt-5-mini");
}

// Guardrails and overrides may hold back, change or replace a call, and nothing else of it.
describe.each(sdks)("hooks around a call, openai %s", (_, load) => {
  let recorder: Recorder;
  let api: Awaited<ReturnType<typeof load>>;

  beforeEach(async () => {
    recorder = createRecorder();
    api = await load();
  });
  afterEach(async () => {
    unpatchOpenAI();
    await recorder.close();
  });

  function open(hooks: CallHooks, answer: Parameters<typeof answering>[0]) {
    patchProvider(openai, api, { hooks });
    const { fetch, sent } = answering(answer);
    return { client: new api.OpenAI({ apiKey: "sk-test", maxRetries: 0, fetch }), sent };
  }

  it.each([
    ["at once", toMini],
    ["later", async (body: unknown, call: TracedCall) => toMini(body, call)],
  ])("send another model, decided %s, and leave the caller's request alone", async (_name, rewrite) => {
    const { client, sent } = open({ rewrite }, { json: completion("Hello") });
    const body = Object.freeze({ ...question });
    expect((await client.chat.completions.create(body)).choices[0]?.message.content).toBe("Hello");
    expect(sent[0]?.body?.model).toBe("gpt-5-mini");
    expect(await recorder.spans(1)).toMatchObject([
      { status: "ok", attributes: { "gen_ai.request.model": "gpt-5.2" } },
    ]);
  });

  it("change nothing when they return nothing", async () => {
    const { client, sent } = open({ rewrite: () => undefined, check: () => undefined }, { json: completion("Hello") });
    expect(await client.chat.completions.create(question)).toMatchObject({ id: "chatcmpl-1" });
    expect(sent[0]?.body).toEqual(question);
  });

  it("rewrite streams, which still report their usage", async () => {
    const answer = { events: [...chunks("Hello"), usageChunk] };
    const { client, sent } = open({ rewrite: toMini }, answer);
    expect(await collect(await client.chat.completions.create({ ...question, stream: true }))).toHaveLength(2);
    expect(sent[0]?.body).toMatchObject({ model: "gpt-5-mini", stream_options: { include_usage: true } });
    expect(await recorder.spans(1)).toMatchObject([{ usage: { inputTokens: 3 } }]);
  });

  it("block a call before it is sent: the caller gets their error and the provider no request", async () => {
    const blocked = new Blocked("not this");
    const { client, sent } = open({ rewrite: () => Promise.reject(blocked) }, { json: completion("Hello") });
    await expect(Promise.resolve(client.chat.completions.create(question))).rejects.toBe(blocked);
    expect(sent).toHaveLength(0);
    expect(await recorder.spans(1)).toMatchObject([{ status: "error", error: { message: "not this" } }]);
  });

  it("replace a result before the caller has it", async () => {
    const { client } = open({ check: async () => completion("[removed]") }, { json: completion("Secret") });
    expect((await client.chat.completions.create(question)).choices[0]?.message.content).toBe("[removed]");
    const [span] = await recorder.spans(1);
    expect(JSON.stringify(span?.output)).toContain("[removed]");
    expect(JSON.stringify(span?.output)).not.toContain("Secret");
  });

  it("reject a result: the caller gets their error, and the tokens still count", async () => {
    const blocked = new Blocked("not that");
    const { client } = open({ check: () => Promise.reject(blocked) }, { json: completion("Secret") });
    await expect(Promise.resolve(client.chat.completions.create(question))).rejects.toBe(blocked);
    expect(await recorder.spans(1)).toMatchObject([{ status: "error", usage: { inputTokens: 3 } }]);
  });

  it("check what a helper parses", async () => {
    const { client } = open(
      { check: async () => completion('{"city":"Oslo"}') },
      { json: completion('{"city":"Paris"}') },
    );
    const format = { type: "json_schema", json_schema: { name: "city", schema: { type: "object" } } };
    // openai 4 has the helper among its beta.
    const { completions } =
      "parse" in client.chat.completions ? client.chat : (client.beta as unknown as typeof client).chat;
    const parsed = await completions.parse({ ...question, response_format: format } as never);
    expect(parsed.choices[0]?.message.parsed).toEqual({ city: "Oslo" });
  });
});
