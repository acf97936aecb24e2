import { flush, init, span } from "@trace/core";
import type { Collector } from "./collector.ts";
import { median } from "./compare.ts";
import type { Row } from "./table.ts";

const BURST = 20_000;

/** Spans without a model call: CPU with their export, and what a burst of them loses. */
export async function benchSpans(collector: Collector): Promise<Row[]> {
  const client = init({ endpoint: collector.url });
  const rounds: number[] = [];
  for (let round = 0; round < 12; round++) rounds.push(await burst());
  const { accepted, dropped } = await client.flush();
  return [
    { what: "plain span, CPU with export", measured: median(rounds.slice(2)), unit: "µs", bar: 8 },
    { what: `spans lost of 12 bursts of ${BURST}`, measured: dropped + (12 * BURST - accepted), unit: "spans", bar: 0 },
  ];
}

async function burst(): Promise<number> {
  const cpu = process.cpuUsage();
  for (let index = 0; index < BURST; index++) {
    span("step", (step) => {
      step.input = { index };
    });
  }
  await flush();
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / BURST;
}
