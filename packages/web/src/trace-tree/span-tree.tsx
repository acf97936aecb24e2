import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useStable } from "../controls/use-stable.js";
import { useShortcuts } from "../shell/shortcuts.js";
import type { SpanLayout } from "../trace-page/trace-view.js";
import { createScale } from "../waterfall/scale.js";
import type { Rollup } from "./rollup.js";
import type { SpanIndex } from "./span-index.js";
import { SpanRow } from "./span-row.js";
import styles from "./span-tree.module.css";
import { TreeHead } from "./tree-head.js";
import { hasChildren, nextError, type TreeState, treeStep } from "./tree-keys.js";
import { TreeToolbar } from "./tree-toolbar.js";
import { matchingRows, parentsBelowRoot, rowOf, visibleRows } from "./visible-rows.js";

const ROW = 28;
const nothing: ReadonlySet<string> = new Set();
/** Keys that move through the tree from anywhere on the page; the others need its focus. */
const everywhere = ["j", "k", "ArrowDown", "ArrowUp"];

type ScrollTo = (row: number, options: { align: "center" | "auto" }) => void;

export interface SpanTreeProps {
  index: SpanIndex;
  rollup: Rollup;
  /** More spans are on their way. */
  loading: boolean;
  selected: string | undefined;
  layout: SpanLayout;
  /** The current time while the trace runs. */
  now: number | undefined;
  onSelect(spanId: string): void;
  onLayout(layout: SpanLayout): void;
}

/** The spans of a trace as a tree, with figures or with bars on a time axis beside it. */
export function SpanTree({ index, rollup, loading, selected, layout, now, onSelect, onLayout }: SpanTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [collapsed, setCollapsed] = useState(nothing);
  const [words, setWords] = useState("");
  const searching = words.trim() !== "";
  const rows = useMemo(
    () => (searching ? matchingRows(index, words) : visibleRows(index, collapsed)),
    [index, collapsed, searching, words],
  );
  const scale = createScale(index.startTime, Math.max(index.endTime, now ?? 0));
  const position = selected === undefined ? -1 : (index.positions.get(selected) ?? -1);
  const row = position === -1 ? -1 : rowOf(rows, index, position);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 16,
  });
  useRowInView(row, selected, virtual.scrollToIndex);

  const isOpen = (at: number) => searching || !collapsed.has(index.spans[at]!.spanId);
  const select = useStable((at: number) => onSelect(index.spans[at]!.spanId));
  const toggle = useStable((at: number) => {
    const next = new Set(collapsed);
    if (!next.delete(index.spans[at]!.spanId)) next.add(index.spans[at]!.spanId);
    setCollapsed(next);
  });
  const press = (event: Pick<KeyboardEvent, "key" | "preventDefault">) => {
    const state: TreeState = { index, rows, row, position, isOpen };
    const step = treeStep(event.key, state);
    if (!step) return;
    event.preventDefault();
    if ("select" in step) select(step.select);
    else toggle(step.toggle);
  };
  useShortcuts({
    ...Object.fromEntries(everywhere.map((key) => [key, press])),
    e: () => {
      const error = nextError(index, position);
      if (error !== undefined) select(error);
    },
    v: () => onLayout(layout === "tree" ? "waterfall" : "tree"),
  });
  return (
    <section className={styles.tree} data-layout={layout} aria-label="Spans">
      <TreeToolbar
        layout={layout}
        words={words}
        onLayout={onLayout}
        onWords={setWords}
        onCollapseAll={() => setCollapsed(collapsed.size > 0 ? nothing : parentsBelowRoot(index))}
        allCollapsed={collapsed.size > 0}
        loading={loading}
        count={index.spans.length}
      />
      <TreeHead layout={layout} scale={scale} />
      <div
        ref={scroller}
        role="tree"
        aria-label="Spans"
        tabIndex={0}
        aria-activedescendant={row === -1 ? undefined : `span-${selected}`}
        className={styles.scroller}
        onKeyDown={press}
      >
        <div className={styles.rows} style={{ height: virtual.getTotalSize() }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const at = rows[item.index]!;
            const span = index.spans[at]!;
            return (
              <SpanRow
                key={span.spanId}
                span={span}
                depth={index.depth[at]!}
                top={item.start}
                selected={at === position}
                open={hasChildren(index, at) ? isOpen(at) : undefined}
                below={index.end[at]! - at - 1}
                tokens={rollup.tokens[at]!}
                cost={rollup.cost[at]!}
                unknownCosts={rollup.unknown[at]!}
                errorsBelow={rollup.errors[at]! - (span.status === "error" ? 1 : 0)}
                layout={layout}
                scale={scale}
                now={now}
                position={at}
                onSelect={select}
                onToggle={toggle}
              />
            );
          })}
        </div>
        {rows.length === 0 && !loading && <p className={styles.none}>No span matches.</p>}
      </div>
    </section>
  );
}

/**
 * Scrolls to the selected row when another span is selected, and when its page arrives late: the first one to the
 * middle, with what is around it; later ones, which the reader steps to, no further than needed.
 */
function useRowInView(row: number, selected: string | undefined, scrollTo: ScrollTo): void {
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (row === -1 || shown.current === selected) return;
    scrollTo(row, { align: shown.current === undefined ? "center" : "auto" });
    shown.current = selected;
  }, [row, selected, scrollTo]);
}
