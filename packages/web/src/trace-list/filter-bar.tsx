import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../controls/button.js";
import { KeyHint } from "../controls/key-hint.js";
import { useShortcuts } from "../shell/shortcuts.js";
import { statusLabel } from "../status/status-mark.js";
import type { Project } from "../types.js";
import { ChoiceMenu } from "./choice-menu.js";
import styles from "./filter-bar.module.css";
import { FilterForm } from "./filter-form.js";
import { type Range, statuses, type TraceFilters, types, withoutFilter } from "./filters.js";

const TYPING_PAUSE = 250;

const rangeOptions: readonly { value: Range; label: string }[] = [
  { value: "15m", label: "Last 15 minutes" },
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
];
const statusOptions = statuses.map((value) => ({ value, label: statusLabel(value) }));
const typeOptions = types.map((value) => ({ value, label: value }));
const inForm = ["model", "provider", "user", "session", "tag", "environment", "service", "name"] as const;

export interface FilterBarProps {
  filters: TraceFilters;
  onChange(filters: TraceFilters): void;
  /** Values that the project's traces have. */
  facets: Project["facets"] | undefined;
  /** Rows are on their way. */
  busy: boolean;
}

/** Search and filters above the list of traces. */
export function FilterBar({ filters, onChange, facets, busy }: FilterBarProps) {
  const set = (change: TraceFilters) => onChange({ ...filters, ...change });
  const chips = inForm.filter((key) => filters[key] !== undefined);
  const active = Object.keys(filters).length;
  return (
    <header className={styles.bar}>
      <h1 className={styles.title}>Traces</h1>
      <SearchField
        text={filters.text ?? ""}
        onChange={(text) => onChange(text ? { ...filters, text } : withoutFilter(filters, "text"))}
      />
      <div className={styles.filters}>
        <ChoiceMenu
          label="Time"
          value={filters.range}
          options={rangeOptions}
          onChange={(range) =>
            onChange({
              ...withoutFilter(withoutFilter(withoutFilter(filters, "from"), "to"), "range"),
              ...(range && { range }),
            })
          }
        />
        <ChoiceMenu
          label="Status"
          value={filters.status}
          options={statusOptions}
          onChange={(status) => (status ? set({ status }) : onChange(withoutFilter(filters, "status")))}
        />
        <ChoiceMenu
          label="Contains"
          value={filters.type}
          options={typeOptions}
          onChange={(type) => (type ? set({ type }) : onChange(withoutFilter(filters, "type")))}
        />
        <FilterForm filters={filters} facets={facets} onChange={onChange} />
        {chips.map((key) => (
          <button
            key={key}
            type="button"
            className={styles.chip}
            onClick={() => onChange(withoutFilter(filters, key))}
            title="Remove this filter"
          >
            <span className={styles.chipKey}>{key}</span>
            <span className={styles.chipValue}>{filters[key]}</span>
            <X size={12} aria-label="Remove" />
          </button>
        ))}
        {active > 1 && (
          <Button look="ghost" onClick={() => onChange({})}>
            Clear all
          </Button>
        )}
      </div>
      <span className={styles.progress} data-busy={busy || undefined} />
    </header>
  );
}

function SearchField({ text, onChange }: { text: string; onChange(text: string): void }) {
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(text);
  const send = useRef(onChange);
  useEffect(() => {
    send.current = onChange;
  });
  useEffect(() => setDraft(text), [text]);
  useEffect(() => {
    if (draft === text) return;
    const timer = setTimeout(() => send.current(draft), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [draft, text]);
  useShortcuts({ "/": () => field.current?.select() });
  return (
    <label className={styles.search}>
      <Search size={14} aria-hidden />
      <input
        ref={field}
        type="search"
        className={styles.input}
        placeholder="Search names, inputs and outputs"
        aria-label="Search traces"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && (draft ? setDraft("") : event.currentTarget.blur())}
      />
      <KeyHint keys={["/"]} />
    </label>
  );
}
