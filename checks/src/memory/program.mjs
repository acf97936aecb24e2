// Makes calls in rounds and prints the collected heap in bytes after each: `program.mjs <provider> <kind> <rounds> <calls>`.
import Anthropic from "@anthropic-ai/sdk";
import { patchAnthropic } from "@trace/anthropic";
import { flush, init, span } from "@trace/core";
import { patchOpenAI } from "@trace/openai";
import OpenAI from "openai";

const [provider, kind, rounds, calls] = process.argv.slice(2);
const picture = "iVBORw0KGgoAAAANSUhEUg".repeat(480_000);

const answer = JSON.stringify({
  id: "answer-1",
  type: "message",
  role: "assistant",
  model: "m",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }],
  content: [{ type: "text", text: "Hello" }],
  stop_reason: "end_turn",
  usage: { prompt_tokens: 3, completion_tokens: 1, input_tokens: 3, output_tokens: 1 },
});
const fetch = async () => new Response(answer, { headers: { "content-type": "application/json" } });
const options = { apiKey: "key", fetch };

const providers = {
  openai: {
    patch: () => patchOpenAI(OpenAI),
    client: new OpenAI(options),
    ask: (client, content) => client.chat.completions.create({ model: "m", messages: [{ role: "user", content }] }),
    image: (data) => [{ type: "image_url", image_url: { url: `data:image/png;base64,${data}` } }],
  },
  anthropic: {
    patch: () => patchAnthropic(Anthropic),
    client: new Anthropic(options),
    ask: (client, content) =>
      client.messages.create({ model: "m", max_tokens: 9, messages: [{ role: "user", content }] }),
    image: (data) => [{ type: "image", source: { type: "base64", media_type: "image/png", data } }],
  },
};

const { patch, client, ask, image } = providers[provider];
init({ flushInterval: 50 });
patch();
for (let round = 0; round < Number(rounds); round++) {
  for (let call = 0; call < Number(calls); call++) {
    // Flattened, so that every call has a picture of its own.
    const own = () => Buffer.from(`${round}-${call}-${picture}`).toString("latin1");
    await span("step", () => ask(client, kind === "image" ? image(own()) : `Question ${round}-${call}`));
  }
  await flush();
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc();
  }
  console.log(process.memoryUsage().heapUsed);
}
process.exit(0);
