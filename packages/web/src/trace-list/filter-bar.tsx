import { Button } from "../controls/button.js";
import type { Zone } from "../format/time.js";
import { statusLabel } from "../status/status-mark.js";
import type { Project } from "../types.js";
import { ChoiceMenu } from "./choice-menu.js";
import styles from "./filter-bar.module.css";
import { FilterChips } from "./filter-chips.js";
import { FilterForm } from "./filter-form.js";
import { type Range, statuses, type TraceFilters, types, withoutFilters } from "./filters.js";
import { SearchField } from "./search-field.js";

const rangeOptions: readonly { value: Range; label: string }[] = [
  { value: "15m", label: "Last 15 minutes" },
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
];
const statusOptions = statuses.map((value) => ({ value, label: statusLabel(value) }));
const typeOptions = types.map((value) => ({ value, label: value }));

export interface FilterBarProps {
  filters: TraceFilters;
  onChange(filters: TraceFilters): void;
  /** Values that the project's traces have. */
  facets: Project["facets"] | undefined;
  zone: Zone;
  /** Rows are on their way. */
  busy: boolean;
}

/** Search and filters above the list of traces. */
export function FilterBar({ filters, onChange, facets, zone, busy }: FilterBarProps) {
  const set = <Key extends keyof TraceFilters>(key: Key, value: TraceFilters[Key] | undefined, ...drop: Key[]) => {
    const rest = withoutFilters(filters, key, ...drop);
    onChange(value ? { ...rest, [key]: value } : rest);
  };
  return (
    <header className={styles.bar}>
      <h1 className={styles.title}>Traces</h1>
      <SearchField text={filters.text ?? ""} onChange={(text) => set("text", text)} />
      <div className={styles.filters}>
        <ChoiceMenu
          label="Time"
          value={filters.range}
          options={rangeOptions}
          onChange={(range) => set<"range" | "from" | "to">("range", range, "from", "to")}
        />
        <ChoiceMenu
          label="Status"
          value={filters.status}
          options={statusOptions}
          onChange={(status) => set("status", status)}
        />
        <ChoiceMenu
          label="Contains"
          value={filters.type}
          options={typeOptions}
          onChange={(type) => set("type", type)}
        />
        <FilterForm filters={filters} facets={facets} onChange={onChange} />
        <FilterChips filters={filters} zone={zone} onChange={onChange} />
        {Object.keys(filters).length > 1 && (
          <Button look="ghost" onClick={() => onChange({})}>
            Clear all
          </Button>
        )}
      </div>
      <span className={styles.progress} data-busy={busy || undefined} />
    </header>
  );
}
