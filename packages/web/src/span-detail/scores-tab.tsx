import { formatScore } from "../format/score.js";
import { formatMoment, type Zone } from "../format/time.js";
import type { Score } from "../types.js";
import styles from "./scores-tab.module.css";

/** Scores that a span was given, or a trace as a whole. */
export function ScoresTab({ scores, zone }: { scores: readonly Score[]; zone: Zone }) {
  return (
    <ul className={styles.scores}>
      {scores.map(({ id, name, value, comment, source, timestamp, dataType }) => (
        <li key={id} className={styles.score}>
          <p className={styles.line}>
            <span className={styles.name}>{name}</span>
            <span className={styles.value} data-kind={dataType === "boolean" ? `${Boolean(value)}` : undefined}>
              {formatScore({ dataType, value })}
            </span>
          </p>
          {comment && <p className={styles.comment}>{comment}</p>}
          <p className={styles.origin}>
            {source} · {formatMoment(timestamp, zone)}
          </p>
        </li>
      ))}
    </ul>
  );
}
