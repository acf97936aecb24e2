import { request } from "node:http";
import { flush } from "@trace/core";
import type OpenAI from "openai";
import { clients } from "./clients.ts";
import type { Collector } from "./collector.ts";
import { type Added, compare } from "./compare.ts";
import { answer, conversation, image } from "./provider.ts";
import type { Row } from "./table.ts";

type Messages = OpenAI.ChatCompletionMessageParam[];

const { bare, traced } = clients(answer);

/** Calls of three sizes: what tracing adds to latency and, with the export, to CPU. */
export async function benchCalls(collector: Collector): Promise<Row[]> {
  const small = await added(() => conversation(1_000), 1000, 20);
  const large = await added(() => conversation(200_000), 50, 20);
  const picture = image(4_000_000);
  const withImage = await added(() => picture, 20, 20);
  const floor = await stringifyAndPost(conversation(200_000), collector);
  return [
    { what: "1 KB call, added latency", measured: small.latency, unit: "µs", bar: 8 },
    { what: "1 KB call, added CPU", measured: small.cpu, unit: "µs", bar: 30 },
    { what: "200 KB call, added latency", measured: large.latency, unit: "µs", bar: 40 },
    { what: "200 KB call, added CPU / (stringify + UTF-8 + POST)", measured: large.cpu / floor, unit: "×", bar: 1.3 },
    { what: "4 MB image, added latency", measured: withImage.latency, unit: "µs", bar: 50 },
    { what: "4 MB image, added CPU", measured: withImage.cpu, unit: "µs", bar: 1000 },
  ];
}

function added(messages: () => Messages, block: number, blocks: number): Promise<Added> {
  const call = (client: OpenAI) => client.chat.completions.create({ model: "gpt-4.1-mini", messages: messages() });
  return compare({
    bare: () => call(bare),
    traced: () => call(traced),
    settle: flush,
    block,
    blocks,
  });
}

/** Microseconds of CPU to say the same content once: the least that an exporter can do. */
async function stringifyAndPost(messages: Messages, { url }: Collector): Promise<number> {
  const rounds = 200;
  const cpu = process.cpuUsage();
  for (let round = 0; round < rounds; round++) await post(url, Buffer.from(JSON.stringify(messages)));
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / rounds;
}

function post(url: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers: { "content-length": body.length } }, (response) => {
      response.resume().on("end", resolve);
    });
    sent.on("error", reject).end(body);
  });
}
