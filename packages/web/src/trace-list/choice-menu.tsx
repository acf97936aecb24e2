import { Popover } from "@base-ui/react/popover";
import { Check, ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../controls/button.js";
import styles from "./choice-menu.module.css";

export interface ChoiceMenuProps<Value extends string> {
  label: string;
  /** The choice; `undefined` for any. */
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  onChange(value: Value | undefined): void;
}

/** A filter with a handful of values, one of which may be chosen. */
export function ChoiceMenu<Value extends string>({ label, value, options, onChange }: ChoiceMenuProps<Value>) {
  const [open, setOpen] = useState(false);
  const group = useId();
  const chosen = options.find((option) => option.value === value);
  const all = [{ value: undefined, label: `Any ${label.toLowerCase()}` }, ...options];
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button className={chosen && styles.chosen} />}>
        {chosen ? chosen.label : label}
        <ChevronDown size={12} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className={styles.positioner}>
          <Popover.Popup className={styles.popup} aria-label={label}>
            <div
              role="radiogroup"
              aria-label={label}
              onClick={() => setOpen(false)}
              onKeyDown={(event) => event.key === "Enter" && setOpen(false)}
            >
              {all.map((option) => (
                <label key={option.label} className={styles.item}>
                  <input
                    type="radio"
                    name={group}
                    className="visually-hidden"
                    checked={option.value === value}
                    onChange={() => onChange(option.value)}
                    // Arrow keys press a radio as well; only a pointer closes the list.
                    onClick={(event) => event.detail === 0 && event.stopPropagation()}
                  />
                  <span className={styles.check}>{option.value === value && <Check size={13} aria-hidden />}</span>
                  {option.label}
                </label>
              ))}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
