import { X } from "lucide-react";
import { formatMoment, type Zone } from "../format/time.js";
import styles from "./filter-bar.module.css";
import { type TraceFilters, withoutFilters } from "./filters.js";

const named = ["model", "provider", "user", "session", "tag", "environment", "service", "name"] as const;

export interface FilterChipsProps {
  filters: TraceFilters;
  zone: Zone;
  onChange(filters: TraceFilters): void;
}

/** The filters that no menu of the bar shows, each with a way to drop it. */
export function FilterChips({ filters, zone, onChange }: FilterChipsProps) {
  const hasTime = filters.from !== undefined || filters.to !== undefined;
  return (
    <>
      {named.map((key) => {
        const value = filters[key];
        if (value === undefined) return null;
        return <Chip key={key} label={key} value={value} onRemove={() => onChange(withoutFilters(filters, key))} />;
      })}
      {hasTime && (
        <Chip
          label="time"
          value={timeText(filters, zone)}
          onRemove={() => onChange(withoutFilters(filters, "from", "to"))}
        />
      )}
    </>
  );
}

function Chip({ label, value, onRemove }: { label: string; value: string; onRemove(): void }) {
  return (
    <button type="button" className={styles.chip} onClick={onRemove} title="Remove this filter">
      <span className={styles.chipKey}>{label}</span>
      <span className={styles.chipValue}>{value}</span>
      <X size={12} aria-label="Remove" />
    </button>
  );
}

function timeText({ from, to }: TraceFilters, zone: Zone): string {
  const minute = (moment: number) => formatMoment(moment, zone).slice(0, 16);
  if (from === undefined) return `until ${minute(to!)}`;
  return to === undefined ? `from ${minute(from)}` : `${minute(from)} – ${minute(to)}`;
}
