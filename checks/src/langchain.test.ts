import { createRequire } from "node:module";
import { patchOpenAI, unpatchOpenAI } from "@trace/openai";
import { createRecorder } from "@trace/testing";
import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";

const require = createRequire(import.meta.url);
const city = { title: "city", type: "object", properties: { name: { type: "string" } }, required: ["name"] };

afterEach(() => unpatchOpenAI());

// Contract 13
describe.each([
  ["esm", () => import("@langchain/openai"), OpenAI],
  ["cjs", async () => require("@langchain/openai") as typeof import("@langchain/openai"), require("openai").OpenAI],
])("LangChain's withStructuredOutput(), %s", (_, load, sdk) => {
  it.each(["jsonSchema", "functionCalling", "jsonMode"] as const)(
    "by %s makes one span and reads the body once",
    async (method) => {
      const { ChatOpenAI } = await load();
      const ask = async () => {
        const { fetch, bodies } = answering(method);
        const chat = new ChatOpenAI({ model: "gpt-5.2", apiKey: "sk-test", maxRetries: 0, configuration: { fetch } });
        const result = await chat.withStructuredOutput(city, { name: "city", method }).invoke("Which city? As JSON.");
        return { result, reads: bodies.map(({ reads }) => reads) };
      };
      const bare = await ask();
      expect(bare).toEqual({ result: { name: "Paris" }, reads: [1] });

      const recorder = createRecorder();
      patchOpenAI(sdk);
      expect(await ask()).toEqual(bare);
      const spans = await recorder.spans(1);
      expect(spans).toMatchObject([{ type: "generation", status: "ok", usage: { inputTokens: 3, outputTokens: 2 } }]);
      expect(JSON.stringify(spans[0]?.output)).toContain("Paris");
      expect(recorder.log).toEqual([]);
      await recorder.close();
    },
  );
});

/** A `fetch` whose answers count how often their bodies are read. */
function answering(method: string) {
  const bodies: { reads: number }[] = [];
  const fetch = async () => {
    const body = { reads: 0 };
    bodies.push(body);
    const response = new Response(JSON.stringify(completion(method)), {
      headers: { "content-type": "application/json" },
    });
    for (const name of ["json", "text", "arrayBuffer", "clone"] as const) {
      const read = response[name].bind(response) as () => Promise<unknown>;
      const counting = () => {
        body.reads++;
        return read();
      };
      Object.defineProperty(response, name, { value: counting });
    }
    return response;
  };
  return { fetch: fetch as typeof globalThis.fetch, bodies };
}

function completion(method: string) {
  const text = '{"name":"Paris"}';
  const call = { id: "call_1", type: "function", function: { name: "city", arguments: text } };
  const message =
    method === "functionCalling" ? { content: null, tool_calls: [call] } : { content: text, refusal: null };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "gpt-5.2-2026",
    choices: [{ index: 0, finish_reason: "stop", logprobs: null, message: { role: "assistant", ...message } }],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  };
}
