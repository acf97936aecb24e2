import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { readStored, writeStored } from "../theme/storage.js";
import styles from "./split.module.css";

const STEP = 0.02;

export interface SplitProps {
  /** What the divider moves, for those who do not see it. */
  label: string;
  /** Under which name the width is remembered in the browser. */
  storageKey: string;
  /** Share of the width for the left side, 0 to 1. @default 0.5 */
  initial?: number;
  left: ReactNode;
  right: ReactNode;
}

/** Two panes side by side with a divider that can be dragged, or moved with the arrow keys. */
export function Split({ label, storageKey, initial = 0.5, left, right }: SplitProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(() => Number(readStored(storageKey)) || initial);
  const move = (wanted: number) => {
    const next = Math.min(0.8, Math.max(0.2, wanted));
    setShare(next);
    writeStored(storageKey, next.toFixed(3));
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !frame.current) return;
    const { left: start, width } = frame.current.getBoundingClientRect();
    move((event.clientX - start) / width);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") move(share - STEP);
    else if (event.key === "ArrowRight") move(share + STEP);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={frame} className={styles.frame}>
      <div className={styles.pane} style={{ flexBasis: `${share * 100}%` }}>
        {left}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a thematic break cannot be focused or moved */}
      <div
        role="separator"
        aria-label={label}
        aria-orientation="vertical"
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={20}
        aria-valuemax={80}
        tabIndex={0}
        className={styles.divider}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onDoubleClick={() => move(initial)}
        onKeyDown={press}
      />
      <div className={styles.rest}>{right}</div>
    </div>
  );
}
