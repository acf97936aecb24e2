import type { Score } from "../types.js";

/** A score's value in words: `yes` and `no` for booleans. */
export function formatScore({ dataType, value }: Pick<Score, "dataType" | "value">): string {
  return dataType === "boolean" ? (value ? "yes" : "no") : `${value}`;
}
