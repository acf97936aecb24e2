import { flush, span } from "@trace/core";
import { median } from "./compare.ts";
import type { Row } from "./table.ts";

const BURST = 20_000;

/** Spans without a model call: CPU with their export, and what a burst of them loses. */
export async function benchSpans(): Promise<Row[]> {
  const before = await flush();
  const rounds: number[] = [];
  for (let round = 0; round < 12; round++) rounds.push(await burst());
  const { accepted, dropped } = await flush();
  return [
    { what: "plain span, CPU with export", measured: median(rounds.slice(2)), unit: "µs", bar: 8 },
    {
      what: `spans lost of 12 bursts of ${BURST}`,
      measured: dropped - before.dropped + (12 * BURST - (accepted - before.accepted)),
      unit: "spans",
      bar: 0,
    },
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
