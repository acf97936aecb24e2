import { styleText } from "node:util";
import type { Report } from "./report.ts";
import { add, type ModelUse } from "./usage.ts";

type Style = Parameters<typeof styleText>[0];

const columns = ["model", "calls", "input", "cached", "output", "cost"];

/** Prints what the server recorded: the trace's numbers, and a line for every model. */
export function printSummary({ trace, models }: Report): void {
  const seconds = ((trace.duration ?? 0) / 1000).toFixed(1);
  const errors = trace.errorCount === 0 ? "" : ` (${trace.errorCount} failed)`;
  const calls = [...models.values()].reduce((sum, { calls }) => sum + calls, 0);
  print(`${trace.spanCount} spans${errors} · ${calls} model calls · ${seconds} s\n`);
  const rows = [...models].sort(([, a], [, b]) => b.cost - a.cost).map(([name, use]) => row(name, use));
  const total = [...models.values()].reduce<ModelUse | undefined>(add, undefined);
  printRow(columns, "dim");
  for (const cells of rows) printRow(cells);
  if (total) printRow(row("total", total), "bold");
  print("");
}

/** Prints a line of the demo; `style` counts only on a terminal. */
export function print(text: string, style?: Style): void {
  const line = text ? `  ${text}` : "";
  console.log(style && process.stdout.isTTY ? styleText(style, line) : line);
}

function row(name: string, { calls, inputTokens, cacheReadTokens, outputTokens, cost }: ModelUse): string[] {
  return [name, number(calls), number(inputTokens), number(cacheReadTokens), number(outputTokens), dollars(cost)];
}

function printRow([name = "", ...cells]: string[], style?: Style): void {
  print(name.padEnd(26) + cells.map((cell) => cell.padStart(10)).join(""), style);
}

const number = (value: number) => value.toLocaleString("en-US");
const dollars = (value: number) => (Number.isNaN(value) ? "unknown" : `$${value.toFixed(6)}`);
