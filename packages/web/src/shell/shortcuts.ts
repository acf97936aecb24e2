import { useEffect, useRef } from "react";

const SEQUENCE_TIME = 900;

/** What happens on which keys; two keys after each other are written `"g t"`. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

/** Listens for shortcuts while the component is on the page, but not while the reader types or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let previous = "";
    let previousTime = 0;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const sequence = event.timeStamp - previousTime < SEQUENCE_TIME ? `${previous} ${event.key}` : "";
      const action = current.current[sequence] ?? current.current[event.key];
      previous = event.key;
      previousTime = event.timeStamp;
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("input, textarea, select")) return true;
  return target.closest("[role=dialog], [role=menu], [role=listbox]") !== null;
}
