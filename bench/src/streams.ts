import { flush } from "@trace/core";
import type OpenAI from "openai";
import { clients } from "./clients.ts";
import { compare } from "./compare.ts";
import { conversation, stream } from "./provider.ts";
import type { Row } from "./table.ts";

const { bare, traced } = clients(stream(500));

/** A stream of 500 chunks: what tracing adds to all of it, and to its first chunk. */
export async function benchStreams(): Promise<Row[]> {
  const whole = await added(readAll);
  const first = await added(readFirst);
  return [
    { what: "stream of 500 chunks, added latency", measured: whole / 1000, unit: "ms", bar: 0.2 },
    { what: "stream of 500 chunks, first chunk", measured: first, unit: "µs", bar: 20 },
  ];
}

async function added(read: (client: OpenAI) => Promise<unknown>): Promise<number> {
  const { latency } = await compare({
    bare: () => read(bare),
    traced: () => read(traced),
    settle: flush,
    block: 100,
    blocks: 20,
  });
  return latency;
}

function open(client: OpenAI) {
  return client.chat.completions.create({
    model: "gpt-4.1-mini",
    messages: conversation(1_000),
    stream: true,
    stream_options: { include_usage: true },
  });
}

async function readAll(client: OpenAI): Promise<void> {
  for await (const _ of await open(client));
}

/** Milliseconds to the first chunk; leaving the stream does not count. */
async function readFirst(client: OpenAI): Promise<number> {
  const start = performance.now();
  let first = Number.NaN;
  for await (const _ of await open(client)) {
    first = performance.now() - start;
    break;
  }
  return first;
}
