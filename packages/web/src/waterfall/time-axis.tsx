import { formatDuration } from "../format/duration.js";
import { type Scale, ticksOf } from "./scale.js";
import styles from "./waterfall.module.css";

const MOST_TICKS = 5;

/** Round moments after the start of a trace, above its bars. */
export function TimeAxis({ scale }: { scale: Scale }) {
  return (
    <span className={styles.axis}>
      {ticksOf(scale, MOST_TICKS).map(({ at, offset }) => (
        <span key={offset} className={styles.tick} style={{ left: `${at * 100}%` }}>
          {offset === 0 ? "0" : formatDuration(offset).replace(/\.0+ /, " ")}
        </span>
      ))}
    </span>
  );
}
