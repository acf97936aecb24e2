import type { SpanIndex } from "./span-index.js";

/** Positions of the spans that are on show: all but the descendants of collapsed ones. */
export function visibleRows(index: SpanIndex, collapsed: ReadonlySet<string>): Int32Array {
  const rows = new Int32Array(index.spans.length);
  let count = 0;
  for (let i = 0; i < index.spans.length; ) {
    rows[count++] = i;
    i = collapsed.has(index.spans[i]!.spanId) ? index.end[i]! : i + 1;
  }
  return rows.subarray(0, count);
}

/** Positions of the spans whose name, model or tool contains the words, and of the spans above them. */
export function matchingRows(index: SpanIndex, words: string): Int32Array {
  const wanted = words.trim().toLowerCase();
  const shown = new Uint8Array(index.spans.length);
  for (let i = 0; i < index.spans.length; i++) {
    if (!matches(index, i, wanted)) continue;
    for (let at = i; at !== -1 && !shown[at]; at = index.parent[at]!) shown[at] = 1;
  }
  const rows: number[] = [];
  for (let i = 0; i < shown.length; i++) if (shown[i]) rows.push(i);
  return Int32Array.from(rows);
}

/** Row of a span, or of the nearest shown span above it; -1 if there is none. Rows are ascending. */
export function rowOf(rows: Int32Array, index: SpanIndex, position: number): number {
  for (let at = position; at !== -1; at = index.parent[at]!) {
    const row = search(rows, at);
    if (row !== -1) return row;
  }
  return -1;
}

function matches(index: SpanIndex, position: number, wanted: string): boolean {
  const { name, model, responseModel, toolName, spanId, type } = index.spans[position]!;
  return [name, model, responseModel, toolName, spanId, type].some((text) => text?.toLowerCase().includes(wanted));
}

function search(rows: Int32Array, wanted: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (rows[middle] === wanted) return middle;
    if (rows[middle]! < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Ids of the spans below the roots that have spans below them. */
export function parentsBelowRoot(index: SpanIndex): ReadonlySet<string> {
  const parents = new Set<string>();
  for (let i = 0; i < index.spans.length; i++) {
    if (index.depth[i]! > 0 && index.end[i]! > i + 1) parents.add(index.spans[i]!.spanId);
  }
  return parents;
}
