import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactNode } from "react";
import styles from "./segmented.module.css";

export interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode; title?: string }[];
  onChange(value: Value): void;
}

/** A choice of one among a few that are all on show. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      className={styles.group}
      value={[value]}
      onValueChange={([next]) => next && onChange(next as Value)}
    >
      {options.map((option) => (
        <Toggle key={option.value} value={option.value} className={styles.option} title={option.title}>
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
