import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { formatCost, UNKNOWN_COST } from "../format/cost.js";
import { formatDuration } from "../format/duration.js";
import { formatCount } from "../format/tokens.js";
import { SpanTypeIcon } from "../span-type/span-type.js";
import { StatusMark } from "../status/status-mark.js";
import type { SpanLayout } from "../trace-page/trace-view.js";
import type { SpanSkeleton } from "../types.js";
import type { Scale } from "../waterfall/scale.js";
import { SpanBar } from "../waterfall/span-bar.js";
import styles from "./span-tree.module.css";

const INDENT = 14;
const DEEPEST_INDENT = 22;

export interface SpanRowProps {
  span: SpanSkeleton;
  depth: number;
  /** Distance from the top of the list in pixels. */
  top: number;
  selected: boolean;
  /** Whether its children are on show; `undefined` when it has none. */
  open: boolean | undefined;
  /** Number of its descendants. */
  below: number;
  /** Tokens of it and everything below. */
  tokens: number;
  /** USD of it and everything below; NaN when unknown. */
  cost: number;
  unknownCosts: number;
  errorsBelow: number;
  layout: SpanLayout;
  scale: Scale;
  now: number | undefined;
  /** Which span of the tree it is; both functions are told. */
  position: number;
  onSelect(position: number): void;
  onToggle(position: number): void;
}

/** One span in the tree. */
export const SpanRow = memo(function SpanRow(props: SpanRowProps) {
  const { span, depth, top, selected, open, layout, scale, now, position, onSelect } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree that holds the row handles keys
    <div
      id={`span-${span.spanId}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={selected}
      aria-expanded={open}
      data-status={span.status}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(position)}
    >
      <Name {...props} />
      {layout === "waterfall" ? <SpanBar span={span} scale={scale} now={now} /> : <Figures {...props} />}
    </div>
  );
}, sameRow);

function Name({ span, depth, open, below, errorsBelow, position, onToggle }: SpanRowProps) {
  const detail = modelBeside(span);
  return (
    <span className={styles.name} style={{ paddingLeft: Math.min(depth, DEEPEST_INDENT) * INDENT }}>
      {open === undefined ? (
        <span className={styles.leaf} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.toggle}
          aria-label={open ? "Collapse" : "Expand"}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(position);
          }}
        >
          <ChevronRight size={12} aria-hidden />
        </button>
      )}
      <SpanTypeIcon type={span.type} />
      <span className={styles.text}>{span.name}</span>
      {span.status !== "ok" && span.status !== "unset" && <StatusMark status={span.status} />}
      {open === false && <span className={styles.count}>{formatCount(below)}</span>}
      {open === false && errorsBelow > 0 && <span className={styles.errors}>{errorsBelow}</span>}
      {detail && <span className={styles.detail}>{detail}</span>}
    </span>
  );
}

function modelBeside({ name, model, responseModel }: SpanSkeleton): string | undefined {
  const named = [model, responseModel].some((known) => known && name.includes(known));
  return named ? undefined : (responseModel ?? model);
}

function Figures({ span, tokens, cost, unknownCosts, now }: SpanRowProps) {
  const duration = span.duration ?? (now === undefined ? undefined : Math.max(0, now - span.startTime));
  const whole = span.type === "generation" || span.type === "embedding" ? styles.number : styles.sum;
  return (
    <>
      <span className={whole}>{tokens > 0 ? formatCount(tokens) : ""}</span>
      <span className={whole} title={unknownCosts > 0 ? `${unknownCosts} calls of unknown cost` : undefined}>
        {Number.isNaN(cost)
          ? unknownCosts > 0
            ? UNKNOWN_COST
            : ""
          : `${formatCost(cost)}${unknownCosts > 0 ? "+" : ""}`}
      </span>
      <span className={styles.number}>
        {span.type === "event" ? "" : duration === undefined ? "—" : formatDuration(duration)}
      </span>
    </>
  );
}

function sameRow(a: SpanRowProps, b: SpanRowProps): boolean {
  return (
    a.span === b.span &&
    a.top === b.top &&
    a.depth === b.depth &&
    a.selected === b.selected &&
    a.open === b.open &&
    a.below === b.below &&
    a.tokens === b.tokens &&
    Object.is(a.cost, b.cost) &&
    a.position === b.position &&
    a.layout === b.layout &&
    a.now === b.now &&
    a.scale.length === b.scale.length &&
    a.scale.startTime === b.scale.startTime
  );
}
