import { flush, init } from "@trace/core";
import { patchOpenAI, unpatchOpenAI } from "@trace/openai";
import OpenAI from "openai";
import type { Collector } from "./collector.ts";
import { compare } from "./compare.ts";
import { conversation, stream } from "./provider.ts";
import type { Row } from "./table.ts";

const client = new OpenAI({ apiKey: "sk-bench", fetch: stream(500) });

/** A stream of 500 chunks: what tracing adds to all of it, and to its first chunk. */
export async function benchStreams(collector: Collector): Promise<Row[]> {
  init({ endpoint: collector.url });
  const whole = await added(readAll);
  const first = await added(readFirst);
  return [
    { what: "stream of 500 chunks, added latency", measured: whole / 1000, unit: "ms", bar: 0.2 },
    { what: "stream of 500 chunks, first chunk", measured: first, unit: "µs", bar: 20 },
  ];
}

async function added(read: () => Promise<void>): Promise<number> {
  const { latency } = await compare({
    bare: read,
    traced: read,
    toggle: (on) => (on ? patchOpenAI({ sdk: OpenAI }) : unpatchOpenAI()),
    settle: flush,
    block: 40,
    blocks: 25,
  });
  return latency;
}

function open() {
  return client.chat.completions.create({
    model: "gpt-4.1-mini",
    messages: conversation(1_000),
    stream: true,
    stream_options: { include_usage: true },
  });
}

async function readAll(): Promise<void> {
  for await (const _ of await open());
}

async function readFirst(): Promise<void> {
  for await (const _ of await open()) return;
}
