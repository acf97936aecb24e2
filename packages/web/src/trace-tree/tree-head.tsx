import type { SpanLayout } from "../trace-page/trace-view.js";
import type { Scale } from "../waterfall/scale.js";
import { TimeAxis } from "../waterfall/time-axis.js";
import styles from "./span-tree.module.css";

/** The names of the columns above the spans, or the time axis. */
export function TreeHead({ layout, scale }: { layout: SpanLayout; scale: Scale }) {
  return (
    <div className={styles.head} aria-hidden>
      <span>Span</span>
      {layout === "waterfall" ? (
        <TimeAxis scale={scale} />
      ) : (
        ["Tokens", "Cost", "Duration"].map((column) => (
          <span key={column} className={styles.number}>
            {column}
          </span>
        ))
      )}
    </div>
  );
}
