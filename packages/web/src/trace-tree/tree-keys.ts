import type { SpanIndex } from "./span-index.js";

/** What the keys act on. */
export interface TreeState {
  index: SpanIndex;
  /** Positions of the spans on show. */
  rows: Int32Array;
  /** Row of the selected span, -1 for none. */
  row: number;
  /** Position of the selected span, -1 for none. */
  position: number;
  isOpen(position: number): boolean;
}

/** What a key asks for: another span, or opening and closing one. */
export type TreeStep = { select: number } | { toggle: number };

/** What a key of the tree does; `undefined` for every other key, and where there is nowhere to go. */
export function treeStep(key: string, state: TreeState): TreeStep | undefined {
  const { rows, row } = state;
  switch (key) {
    case "ArrowDown":
    case "j":
      return toRow(rows, row + 1);
    case "ArrowUp":
    case "k":
      return toRow(rows, row - 1);
    case "Home":
      return toRow(rows, 0);
    case "End":
      return toRow(rows, rows.length - 1);
    case "ArrowRight":
      return inward(state);
    case "ArrowLeft":
      return outward(state);
    default:
      return undefined;
  }
}

/** Position of the next span after `position` that ended as an error, from the start again after the last. */
export function nextError({ spans }: SpanIndex, position: number): number | undefined {
  for (let step = 1; step <= spans.length; step++) {
    const at = (position + step) % spans.length;
    if (spans[at]!.status === "error") return at;
  }
  return undefined;
}

function inward({ index, rows, row, position, isOpen }: TreeState): TreeStep | undefined {
  if (position === -1) return undefined;
  if (!hasChildren(index, position)) return undefined;
  return isOpen(position) ? toRow(rows, row + 1) : { toggle: position };
}

function outward({ index, position, isOpen }: TreeState): TreeStep | undefined {
  if (position === -1) return undefined;
  if (hasChildren(index, position) && isOpen(position)) return { toggle: position };
  const parent = index.parent[position]!;
  return parent === -1 ? undefined : { select: parent };
}

function toRow(rows: Int32Array, row: number): TreeStep | undefined {
  const position = rows[row];
  return position === undefined ? undefined : { select: position };
}

/** Whether a span has spans below it. */
export function hasChildren(index: SpanIndex, position: number): boolean {
  return index.end[position]! > position + 1;
}
