import { createRecorder, type Recorder } from "@trace/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { patchOpenAI, unpatchOpenAI } from "./index.js";
import { type Answer, answering, chunks, collect, sdks, usageChunk } from "./test-sdks.js";

const question = { model: "gpt-5.2", messages: [{ role: "user" as const, content: "Hi" }], stream: true as const };
const refusal: Answer = {
  status: 400,
  json: { error: { message: "Unrecognized request argument supplied: stream_options", type: "invalid_request_error" } },
};

// Contract 28
describe.each(sdks)("the usage of a stream, openai %s", (_, load) => {
  let recorder: Recorder;
  let api: Awaited<ReturnType<typeof load>>;

  beforeEach(async () => {
    recorder = createRecorder();
    api = await load();
    patchOpenAI(api);
  });
  afterEach(async () => {
    unpatchOpenAI();
    await recorder.close();
  });

  function open(answers: Answer[], options: object = {}) {
    const { fetch, sent } = answering(...answers);
    return { client: new api.OpenAI({ apiKey: "sk-test", maxRetries: 0, fetch, ...options }), sent };
  }

  it("is asked for on a copy where OpenAI answers, and its extra chunk stays hidden", async () => {
    const { client, sent } = open([{ events: [...chunks("Hello"), usageChunk] }]);
    const body = Object.freeze({ ...question });
    const seen = await collect(await client.chat.completions.create(body));
    expect(sent[0]?.body).toEqual({ ...question, stream_options: { include_usage: true } });
    expect(seen).toHaveLength(2);
    expect(seen.every(({ choices }) => choices.length > 0)).toBe(true);
    expect(await recorder.spans(1)).toMatchObject([{ status: "ok", usage: { inputTokens: 3, outputTokens: 2 } }]);
  });

  it("is asked for in legacy completions too", async () => {
    const { client, sent } = open([{ events: [{ choices: [{ index: 0, text: "Hello" }] }, usageChunk] }]);
    const stream = await client.completions.create({ model: "gpt-3.5-turbo-instruct", prompt: "Hi", stream: true });
    expect(await collect(stream)).toHaveLength(1);
    expect(sent[0]?.body).toMatchObject({ stream_options: { include_usage: true } });
    expect(await recorder.spans(1)).toMatchObject([{ usage: { outputTokens: 2 } }]);
  });

  it("keeps the caller's other stream options", async () => {
    const { client, sent } = open([{ events: [...chunks("Hello"), usageChunk] }]);
    const options = { stream_options: { include_obfuscation: false } };
    await collect(await client.chat.completions.create({ ...question, ...options }));
    expect(sent[0]?.body?.stream_options).toEqual({ include_obfuscation: false, include_usage: true });
  });

  it("shows its chunk to a caller who asked for it", async () => {
    const { client } = open([{ events: [...chunks("Hello"), usageChunk] }]);
    const stream = await client.chat.completions.create({ ...question, stream_options: { include_usage: true } });
    expect(await collect(stream)).toHaveLength(3);
    expect(await recorder.spans(1)).toMatchObject([{ usage: { inputTokens: 3 } }]);
  });

  it.each([
    ["the caller declined", { stream_options: { include_usage: false } }, {}],
    ["nobody knows the server", {}, { baseURL: "http://127.0.0.1:8000/v1" }],
    ["the call is not streamed", { stream: false }, {}],
  ])("is not asked for where %s", async (_name, params, options) => {
    const { client, sent } = open([{ events: chunks("Hello"), json: {} }], options);
    await client.chat.completions.create({ ...question, ...params } as never).asResponse();
    await client.chat.completions.create({ ...question, ...params } as never);
    for (const { body } of sent) expect(body).toEqual({ ...question, ...params });
  });

  it("adds nothing to a call that is read through asResponse()", async () => {
    const { client, sent } = open([{ events: chunks("Hello") }]);
    const response = await client.chat.completions.create(question).asResponse();
    expect(await response.text()).toContain("Hello");
    expect(sent[0]?.body).toEqual(question);
  });

  it("is asked for when withResponse() reads the stream", async () => {
    const { client, sent } = open([{ events: [...chunks("Hello"), usageChunk] }]);
    const { data, response } = await client.chat.completions.create(question).withResponse();
    expect(await collect(data)).toHaveLength(2);
    expect(response.status).toBe(200);
    expect(sent[0]?.body).toHaveProperty("stream_options");
  });

  it("is given up for a server whose 400 names the option: the call goes out again without it, once, and never asks again", async () => {
    const { client, sent } = open([refusal, { events: chunks("Hello") }], { baseURL: "https://api.deepseek.com/v1" });
    for (let time = 0; time < 2; time++)
      expect(await collect(await client.chat.completions.create(question))).toHaveLength(2);
    expect(sent.map(({ body }) => Boolean(body?.stream_options))).toEqual([true, false, false]);
    const [first, second] = await recorder.spans(2);
    expect([first?.attributes["trace.attempts"], second?.attributes["trace.attempts"]]).toEqual([2, 1]);
    expect([first?.status, second?.status]).toEqual(["ok", "ok"]);
  });

  it("changes no other error: the same instance, after one request", async () => {
    const answer = { status: 400, json: { error: { message: "Unknown model", type: "invalid_request_error" } } };
    const { client, sent } = open([answer]);
    const error = await Promise.resolve(client.chat.completions.create(question)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(api.OpenAI.BadRequestError);
    expect(sent).toHaveLength(1);
    expect(await recorder.spans(1)).toMatchObject([{ status: "error", error: { statusCode: 400 } }]);
  });
});
