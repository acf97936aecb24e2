import type { Recording } from "@trace/testing/replay";

/** What became of one recording. */
export interface Result {
  recording: Recording;
  matched: boolean;
  /** Facts that differ for a listed reason. */
  listed: number;
}

/** Draws a table of recordings by provider, operation and streaming: how many were replayed, how many matched. */
export function summaryTable(results: readonly Result[]): string {
  const byOperation = grouped(results, ({ provider, operation, streaming }) => [
    provider,
    operation,
    streaming ? "yes" : "no",
  ]);
  const byProvider = grouped(results, ({ provider }) => [provider, "all", ""]);
  return [header, ...byOperation, "", ...byProvider, row(["all", "all", ""], results)].join("\n");
}

function grouped(results: readonly Result[], keyOf: (recording: Recording) => string[]): string[] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = keyOf(result.recording).join("|");
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => row(key.split("|"), group));
}

function row(names: readonly string[], group: readonly Result[]): string {
  const matched = group.filter((result) => result.matched).length;
  const listed = group.filter((result) => result.listed > 0).length;
  return line(names, [group.length, matched, listed || "-"]);
}

function line([provider = "", operation = "", streamed = ""]: readonly string[], counts: readonly (string | number)[]) {
  const names = provider.padEnd(14) + operation.padEnd(21) + streamed.padEnd(8);
  return names + counts.map((count) => String(count).padStart(10)).join("");
}

const header = line(["provider", "operation", "streamed"], ["replayed", "matched", "listed"]);
