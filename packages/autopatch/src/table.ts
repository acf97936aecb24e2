import type { ProviderReport } from "./report.js";

/** Writes the rows of a report as text, in columns. */
export function table(rows: readonly ProviderReport[]): string {
  const lines = [["provider", "version", "copy", "status", "how", "ms", "where, why"], ...rows.map(cells)];
  const widths = lines.reduce<number[]>(
    (widest, line) => line.map((cell, at) => Math.max(widest[at] ?? 0, cell.length)),
    [],
  );
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cells({ provider, version, copy, status, how, ms, path, reason }: ProviderReport): string[] {
  return [
    provider,
    version ?? "",
    copy ?? "",
    status,
    how ?? "",
    ms.toFixed(1),
    [path, reason].filter(Boolean).join(": "),
  ];
}
