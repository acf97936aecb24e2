import type { CostSum } from "../types.js";

/** What stands where a cost is not known; never a zero, which would be a claim. */
export const UNKNOWN_COST = "—";

/** A cost in US dollars in at most nine characters below $10,000; {@link UNKNOWN_COST} when there is none. */
export function formatCost(dollars: number | null | undefined): string {
  if (dollars === null || dollars === undefined || !Number.isFinite(dollars)) return UNKNOWN_COST;
  if (dollars === 0) return "$0";
  // Below that, zeros would take the place of digits: $2.2e-6.
  if (Math.abs(dollars) < 0.00001) return `$${dollars.toExponential(1).replace(".0e", "e")}`;
  if (Math.abs(dollars) < 0.01) return `$${significant(dollars, 2)}`;
  if (Math.abs(dollars) < 1) return `$${dollars.toFixed(4)}`;
  return dollars.toLocaleString("en-US", { style: "currency", currency: "USD" });
}

/** A cost with every digit, for tooltips and tables of parts. */
export function formatExactCost(dollars: number | null | undefined): string {
  if (dollars === null || dollars === undefined || !Number.isFinite(dollars)) return "unknown";
  return `$${dollars.toLocaleString("en-US", { maximumFractionDigits: 10 })}`;
}

/** What stands behind the cost of several calls: every digit, and the calls that it leaves out. */
export function explainCost({ usd, unknownCalls }: CostSum): string {
  if (usd === null) return unknownCalls > 0 ? "Cost unknown: no price is known for these models" : "No model calls";
  if (unknownCalls === 0) return formatExactCost(usd);
  return `${formatExactCost(usd)}, and ${unknownCalls} ${unknownCalls === 1 ? "call" : "calls"} of unknown cost`;
}

function significant(value: number, digits: number): string {
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(decimals);
}
