import { formatExactCost } from "../format/cost.js";
import { formatExactCount } from "../format/tokens.js";
import type { Cost, Usage } from "../types.js";
import { tokenRows } from "./token-rows.js";
import styles from "./token-table.module.css";

/** Tokens by kind with what each cost, and how that is known. */
export function TokenTable({ usage, cost }: { usage: Usage; cost: Cost | null | undefined }) {
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Tokens</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {tokenRows(usage, cost).map((row) => (
            <tr key={row.key} data-part={row.part}>
              <td>{row.label}</td>
              <td>{formatExactCount(row.tokens)}</td>
              <td>{row.cost === undefined ? "" : formatExactCost(row.cost)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>Total</td>
            <td>{formatExactCount((usage.inputTokens ?? 0) + (usage.outputTokens ?? 0))}</td>
            <td>{cost === undefined ? "" : formatExactCost(cost?.usd)}</td>
          </tr>
        </tfoot>
      </table>
      {cost !== undefined && <p className={styles.source}>{sourceOf(cost)}</p>}
    </>
  );
}

function sourceOf(cost: Cost | null): string {
  if (cost === null) return "Cost unknown: no price is known for this model. The tokens still count.";
  if (cost.source === "provider") return "Cost as the provider reported it.";
  if (cost.source === "user") return "Cost as the application set it.";
  const date = cost.ruleDate ? `, prices of ${cost.ruleDate}` : "";
  return `Price rule ${cost.rule ?? "unnamed"}${date}.`;
}
