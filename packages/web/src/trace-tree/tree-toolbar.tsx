import { ChevronsDownUp, ChevronsUpDown, ListTree, LoaderCircle, Search, SquareChartGantt } from "lucide-react";
import { useRef } from "react";
import { Button } from "../controls/button.js";
import { Hint } from "../controls/hint.js";
import { Segmented } from "../controls/segmented.js";
import { formatCount } from "../format/tokens.js";
import { useShortcuts } from "../shell/shortcuts.js";
import type { SpanLayout } from "../trace-page/trace-view.js";
import styles from "./tree-toolbar.module.css";

const layouts = [
  { value: "waterfall", label: <Label icon={SquareChartGantt} text="Waterfall" />, title: "Bars on a time axis (v)" },
  { value: "tree", label: <Label icon={ListTree} text="Tree" />, title: "Figures in columns (v)" },
] as const;

export interface TreeToolbarProps {
  layout: SpanLayout;
  words: string;
  allCollapsed: boolean;
  loading: boolean;
  count: number;
  onLayout(layout: SpanLayout): void;
  onWords(words: string): void;
  onCollapseAll(): void;
}

/** What can be done with the list of spans: its layout, a search in it, folding it. */
export function TreeToolbar(props: TreeToolbarProps) {
  const { layout, words, allCollapsed, loading, count, onLayout, onWords, onCollapseAll } = props;
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ "/": () => field.current?.select() });
  const foldLabel = allCollapsed ? "Expand all" : "Collapse all";
  return (
    <div className={styles.toolbar}>
      <Segmented label="Layout" value={layout} options={layouts} onChange={onLayout} />
      <label className={styles.search}>
        <Search size={13} aria-hidden />
        <input
          ref={field}
          type="search"
          className={styles.input}
          placeholder="Find a span"
          aria-label="Find a span"
          value={words}
          onChange={(event) => onWords(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && (words ? onWords("") : event.currentTarget.blur())}
        />
      </label>
      {loading && (
        <span className={styles.loading} role="status">
          <LoaderCircle size={13} aria-hidden />
          {count > 0 && `${formatCount(count)} spans`}
          <span className="visually-hidden">Loading</span>
        </span>
      )}
      <Hint text={foldLabel}>
        <Button look="ghost" square onClick={onCollapseAll} aria-label={foldLabel}>
          {allCollapsed ? <ChevronsUpDown size={14} aria-hidden /> : <ChevronsDownUp size={14} aria-hidden />}
        </Button>
      </Hint>
    </div>
  );
}

function Label({ icon: Icon, text }: { icon: typeof ListTree; text: string }) {
  return (
    <>
      <Icon size={13} aria-hidden />
      {text}
    </>
  );
}
