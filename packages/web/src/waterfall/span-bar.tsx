import type { CSSProperties } from "react";
import { formatDuration } from "../format/duration.js";
import { typeColor } from "../span-type/span-type.js";
import type { SpanSkeleton } from "../types.js";
import { barOf, type Scale } from "./scale.js";
import styles from "./waterfall.module.css";

export interface SpanBarProps {
  span: SpanSkeleton;
  scale: Scale;
  /** The current time while the trace runs. */
  now: number | undefined;
}

/** A span's stretch of the time axis, with the moment of its first token. */
export function SpanBar({ span, scale, now }: SpanBarProps) {
  const { left, width } = barOf(scale, span.startTime, span.endTime ?? (span.type === "event" ? span.startTime : now));
  const running = now === undefined || span.status !== "pending" ? undefined : Math.max(0, now - span.startTime);
  const duration = span.duration ?? running;
  const after = `after ${formatDuration(Math.max(0, span.startTime - scale.startTime))}`;
  const style = { "--left": left, "--width": width, "--type": typeColor(span.type) } as CSSProperties;
  return (
    <span className={styles.lane} style={style}>
      <span className={styles.bar} data-status={span.status} data-type={span.type} title={`Starts ${after}`}>
        <FirstToken span={span} duration={duration} />
      </span>
      {span.type !== "event" && duration !== undefined && (
        <span className={styles.duration}>{formatDuration(duration)}</span>
      )}
    </span>
  );
}

function FirstToken({ span: { timeToFirstToken }, duration }: { span: SpanSkeleton; duration: number | undefined }) {
  if (timeToFirstToken === undefined || !duration) return null;
  const share = Math.min(1, timeToFirstToken / duration);
  return (
    <span
      className={styles.firstToken}
      style={{ left: `${share * 100}%` }}
      title={`First token after ${formatDuration(timeToFirstToken)}`}
    />
  );
}
