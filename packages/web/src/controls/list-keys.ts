import type { RefObject } from "react";
import { useShortcuts } from "../shell/shortcuts.js";

/** Moves the focus through the rows (`data-row`) of a list with j and k and the arrow keys. */
export function useListKeys(list: RefObject<HTMLElement | null>, count: number, scrollTo: (row: number) => void): void {
  const move = (by: number) => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row;
    const next = focused === undefined ? 0 : Number(focused) + by;
    if (next < 0 || next >= count) return;
    scrollTo(next);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-row="${next}"] a`)?.focus());
  };
  const down = () => move(1);
  const up = () => move(-1);
  useShortcuts(
    Object.fromEntries([
      ["j", down],
      ["ArrowDown", down],
      ["k", up],
      ["ArrowUp", up],
    ]),
  );
}
