/** A count in the space of a table cell: `840`, `12.3k`, `1.2M`. */
export function formatCount(count: number | null | undefined): string {
  if (count === null || count === undefined || !Number.isFinite(count)) return "—";
  if (Math.abs(count) < 10_000) return count.toLocaleString("en-US");
  if (Math.abs(count) < 999_500) return `${scaled(count / 1000)}k`;
  if (Math.abs(count) < 999_500_000) return `${scaled(count / 1_000_000)}M`;
  return `${scaled(count / 1_000_000_000)}B`;
}

/** A count with every digit, grouped by thousands. */
export function formatExactCount(count: number | null | undefined): string {
  return count === null || count === undefined ? "—" : count.toLocaleString("en-US");
}

/** A size in bytes as `812 B`, `14.2 kB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`;
  if (bytes < 999_950_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

function scaled(value: number): string {
  return value < 99.95 ? value.toFixed(1).replace(/\.0$/, "") : String(Math.round(value));
}
