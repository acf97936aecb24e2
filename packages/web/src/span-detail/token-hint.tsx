import { formatExactCount } from "../format/tokens.js";
import type { Usage } from "../types.js";
import { tokenRows } from "./token-rows.js";
import styles from "./token-table.module.css";

/** Tokens by kind, for a tooltip. */
export function TokenHint({ usage }: { usage: Usage }) {
  return (
    <span className={styles.hint}>
      {tokenRows(usage).map(({ key, label, tokens, part }) => (
        <span key={key} className={styles.hintRow} data-part={part || undefined}>
          {label}
          <span>{formatExactCount(tokens)}</span>
        </span>
      ))}
    </span>
  );
}
