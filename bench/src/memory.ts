import { flush } from "@trace/core";
import { patchOpenAI, unpatchOpenAI } from "@trace/openai";
import OpenAI from "openai";
import { answer } from "./provider.ts";
import type { Row } from "./table.ts";

const CALLS = 1_000_000;
const SAMPLES = 20;

/** A million calls in one process: how fast the heap grows. */
export async function benchMemory(): Promise<Row[]> {
  patchOpenAI({ sdk: OpenAI });
  const client = new OpenAI({ apiKey: "sk-bench", fetch: answer });
  const heaps: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    for (let call = 0; call < CALLS / SAMPLES; call++) {
      await client.chat.completions.create({ model: "gpt-4.1-mini", messages: [{ role: "user", content: "hi" }] });
    }
    await flush();
    globalThis.gc?.();
    heaps.push(process.memoryUsage().heapUsed);
  }
  unpatchOpenAI();
  // The first samples fill caches and pools, which is growth that ends.
  return [
    {
      what: "heap growth per call over 1,000,000 calls",
      measured: slope(heaps.slice(5)) / (CALLS / SAMPLES),
      unit: "bytes",
      bar: 1,
    },
  ];
}

/** Least squares: bytes per sample. */
function slope(values: number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const above = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  const below = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return above / below;
}
