import { createRecorder, type Recorder } from "@trace/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { patchOpenAI, unpatchOpenAI, wrapOpenAI } from "./index.js";
import { type Answer, answering, chunks, collect, completion, sdks, usageChunk } from "./test-sdks.js";

const question = { model: "gpt-5.2", messages: [{ role: "user" as const, content: "Hi" }] };

describe.each(sdks)("openai %s", (_, load) => {
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

  describe("Azure", () => {
    const options = {
      apiKey: "key",
      apiVersion: "2026-01-01",
      endpoint: "https://example.openai.azure.com",
      maxRetries: 0,
    };

    it("is named, and the model that answered is told from the deployment", async () => {
      const { fetch, sent } = answering({ json: completion("Hello") });
      await new api.AzureOpenAI({ ...options, fetch }).chat.completions.create({ ...question, model: "my-deployment" });
      expect(sent[0]?.url).toContain("/deployments/my-deployment/chat/completions");
      const [span] = await recorder.spans(1);
      expect(span?.attributes).toMatchObject({
        "gen_ai.provider.name": "azure.ai.openai",
        "gen_ai.request.model": "my-deployment",
        "gen_ai.response.model": "gpt-5.2-2026",
        "server.address": "example.openai.azure.com",
      });
    });

    it("keeps its first chunk, which is about filters and has no choices", async () => {
      const filters = { id: "", model: "", choices: [], prompt_filter_results: [{ prompt_index: 0 }] };
      const { fetch } = answering({ events: [filters, ...chunks("Hello"), usageChunk] });
      const stream = await new api.AzureOpenAI({ ...options, fetch }).chat.completions.create({
        ...question,
        stream: true,
      });
      expect(await collect(stream)).toHaveLength(3);
      expect(await recorder.spans(1)).toMatchObject([
        {
          usage: { inputTokens: 3 },
          attributes: { "gen_ai.response.id": "chatcmpl-1", "gen_ai.response.model": "gpt-5.2-2026" },
        },
      ]);
    });

    it("can be wrapped alone", async () => {
      unpatchOpenAI();
      const { fetch } = answering({ json: completion("Hello") });
      const client = wrapOpenAI(new api.AzureOpenAI({ ...options, fetch }));
      await client.chat.completions.create(question);
      expect(await recorder.spans(1)).toHaveLength(1);
    });
  });

  describe("a response that runs in the background", () => {
    const usage = { input_tokens: 7, output_tokens: 9, total_tokens: 16 };
    let id = "";
    beforeEach(() => {
      id = `resp_${Math.random()}`;
    });
    const queued = () => ({
      id,
      object: "response",
      model: "gpt-5.2",
      background: true,
      status: "queued",
      output: [],
      usage: null,
    });
    const done = () => ({ ...queued(), status: "completed", usage });

    it("counts its usage once, when it is first seen done", async () => {
      const { client } = open(
        [queued(), { ...queued(), status: "in_progress" }, done(), done()].map((json) => ({ json })),
      );
      await client.responses.create({ model: "gpt-5.2", input: "Hi", background: true });
      for (let time = 0; time < 3; time++) await client.responses.retrieve(id);
      const spans = await recorder.spans(4);
      expect(spans.map(({ usage }) => usage?.inputTokens)).toEqual([undefined, undefined, 7, undefined]);
      expect(spans.map(({ name }) => name)).toEqual([
        "chat gpt-5.2",
        "fetch_response",
        "fetch_response",
        "fetch_response",
      ]);
    });

    it("counts its usage once when its stream is taken up again", async () => {
      const { client } = open([{ events: [{ type: "response.completed", response: done() }] }, { json: done() }]);
      const retrieve = client.responses.retrieve.bind(client.responses) as (
        id: string,
        query: object,
      ) => Promise<AsyncIterable<unknown>>;
      const stream = await retrieve(id, { stream: true });
      if (!(Symbol.asyncIterator in stream)) return; // openai 4 and some 5 have no resumed streams
      await collect(stream);
      await client.responses.retrieve(id);
      expect((await recorder.spans(2)).map(({ usage }) => usage?.outputTokens)).toEqual([9, undefined]);
    });
  });

  it("counts nothing again when a response of the foreground is fetched", async () => {
    const json = {
      id: "resp_1",
      status: "completed",
      background: false,
      output: [],
      usage: { input_tokens: 7, output_tokens: 9 },
    };
    const { client } = open([{ json }]);
    await client.responses.retrieve("resp_1");
    expect(await recorder.spans(1)).toMatchObject([{ status: "ok", usage: undefined }]);
  });

  it("says that a response failed, though the call did not, and keeps its tokens", async () => {
    const error = { code: "server_error", message: "Something broke" };
    const { client } = open([
      { json: { id: "resp_1", status: "failed", error, output: [], usage: { input_tokens: 7, output_tokens: 0 } } },
    ]);
    expect(await client.responses.create({ model: "gpt-5.2", input: "Hi" })).toMatchObject({ status: "failed" });
    expect(await recorder.spans(1)).toMatchObject([
      { status: "error", error: { type: "server_error", message: "Something broke" }, usage: { inputTokens: 7 } },
    ]);
  });

  it("records the dimensions of embeddings that the caller wants in base64", async () => {
    const embedding = Buffer.from(new Float32Array(5).buffer).toString("base64");
    const { client } = open([
      {
        json: { model: "text-embedding-3-small", data: [{ embedding }], usage: { prompt_tokens: 1, total_tokens: 1 } },
      },
    ]);
    await client.embeddings.create({ model: "text-embedding-3-small", input: "Hi", encoding_format: "base64" });
    expect(await recorder.spans(1)).toMatchObject([{ output: { count: 1, dimensions: 5 }, usage: { inputTokens: 1 } }]);
  });

  it("keeps no image of an answer, but says that there was one", async () => {
    const b64_json = "A".repeat(400_000);
    const { client } = open([{ json: { created: 1, output_format: "png", data: [{ b64_json }] } }]);
    await client.images.generate({ model: "gpt-image-1", prompt: "A cat" });
    const [span] = await recorder.spans(1);
    expect(JSON.stringify(span?.output)).toContain("image/png");
    expect(JSON.stringify(span?.attributes).length).toBeLessThan(10_000);
  });

  it("reads usage that only counts seconds as no tokens", async () => {
    const usage = { type: "duration", seconds: 3 };
    const { client } = open([{ json: { text: "Hello", usage } }]);
    await client.audio.transcriptions.create({ model: "whisper-1", file: new File(["sound"], "a.mp3") });
    const [span] = await recorder.spans(1);
    expect(span?.usage).toMatchObject({ raw: usage });
    expect(span?.usage?.inputTokens).toBeUndefined();
  });

  it.each([
    ["https://openrouter.ai/api/v1", "openrouter", { cost: 0.0042 }, {}, 0.0042],
    ["https://api.x.ai/v1", "x_ai", { cost_in_usd_ticks: 37_756_000 }, {}, 0.0037756],
    ["http://proxy.internal:4000", "openai", {}, { "x-litellm-response-cost": "0.00125" }, 0.00125],
    ["https://api.deepseek.com/v1", "deepseek", {}, {}, undefined],
  ])("takes the cost that %s reports", async (baseURL, provider, extra, headers, cost) => {
    const usage = { ...completion("").usage, ...extra };
    const { client } = open([{ json: completion("Hello", { usage }), headers }], { baseURL });
    await client.chat.completions.create(question);
    expect(await recorder.spans(1)).toMatchObject([{ cost, attributes: { "gen_ai.provider.name": provider } }]);
  });
});
