import type { SpanSkeleton } from "../types.js";

/**
 * A trace's spans as a tree in flat arrays, so that 100,000 of them cost a few milliseconds.
 *
 * Every array is indexed by position in depth-first order; siblings are in order of their start.
 */
export interface SpanIndex {
  spans: readonly SpanSkeleton[];
  /** Position of the parent, -1 for roots. */
  parent: Int32Array;
  depth: Uint32Array;
  /** Position after the last descendant. */
  end: Int32Array;
  /** Position by span id. */
  positions: ReadonlyMap<string, number>;
  /** Earliest start, milliseconds since the epoch. */
  startTime: number;
  /** Latest known end or start, milliseconds since the epoch. */
  endTime: number;
}

/** Arranges spans, in any order, as a tree. A span whose parent is missing stands at the top. */
export function createSpanIndex(unordered: readonly SpanSkeleton[]): SpanIndex {
  const byStart = sortByStart(unordered);
  const children = linkChildren(byStart);
  const order = depthFirst(byStart.length, children);
  return arrange(byStart, children.parent, order);
}

interface Children {
  parent: Int32Array;
  /** First child of each span, -1 for none; the last slot holds the first root. */
  first: Int32Array;
  next: Int32Array;
}

function sortByStart(spans: readonly SpanSkeleton[]): readonly SpanSkeleton[] {
  for (let i = 1; i < spans.length; i++) {
    if (spans[i]!.startTime < spans[i - 1]!.startTime) return spans.toSorted((a, b) => a.startTime - b.startTime);
  }
  return spans;
}

function linkChildren(spans: readonly SpanSkeleton[]): Children {
  const count = spans.length;
  const numbers = new Map<string, number>();
  for (let i = 0; i < count; i++) numbers.set(spans[i]!.spanId, i);
  const parent = new Int32Array(count).fill(-1);
  const first = new Int32Array(count + 1).fill(-1);
  const next = new Int32Array(count).fill(-1);
  // From the last to the first, so that each prepended child ends up in order of its start.
  for (let i = count - 1; i >= 0; i--) {
    const parentId = spans[i]!.parentId;
    const found = parentId === undefined ? -1 : (numbers.get(parentId) ?? -1);
    parent[i] = found === i ? -1 : found;
    const slot = parent[i] === -1 ? count : parent[i]!;
    next[i] = first[slot]!;
    first[slot] = i;
  }
  return { parent, first, next };
}

function depthFirst(count: number, { first, next, parent }: Children): Int32Array {
  const order = new Int32Array(count);
  const seen = new Uint8Array(count);
  let written = 0;
  const walk = (root: number) => {
    const stack = [root];
    while (stack.length > 0) {
      const span = stack.pop()!;
      if (seen[span]) continue;
      seen[span] = 1;
      order[written++] = span;
      const from = stack.length;
      for (let child = first[span]!; child !== -1; child = next[child]!) stack.push(child);
      reverseTail(stack, from);
    }
  };
  for (let root = first[count]!; root !== -1; root = next[root]!) walk(root);
  // Spans that are each other's ancestors hang from no root; the first of them becomes one.
  for (let i = 0; written < count && i < count; i++) {
    if (seen[i]) continue;
    parent[i] = -1;
    walk(i);
  }
  return order;
}

function reverseTail(list: number[], from: number): void {
  for (let low = from, high = list.length - 1; low < high; low++, high--) {
    const kept = list[low]!;
    list[low] = list[high]!;
    list[high] = kept;
  }
}

function arrange(byStart: readonly SpanSkeleton[], parentByStart: Int32Array, order: Int32Array): SpanIndex {
  const count = byStart.length;
  const position = new Int32Array(count);
  for (let i = 0; i < count; i++) position[order[i]!] = i;
  const spans = new Array<SpanSkeleton>(count);
  const parent = new Int32Array(count);
  const depth = new Uint32Array(count);
  const positions = new Map<string, number>();
  let startTime = Number.POSITIVE_INFINITY;
  let endTime = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const span = byStart[order[i]!]!;
    const above = parentByStart[order[i]!]!;
    spans[i] = span;
    positions.set(span.spanId, i);
    parent[i] = above === -1 ? -1 : position[above]!;
    depth[i] = above === -1 ? 0 : depth[parent[i]!]! + 1;
    if (span.startTime < startTime) startTime = span.startTime;
    const ended = span.endTime ?? span.startTime;
    if (ended > endTime) endTime = ended;
  }
  if (count === 0) startTime = endTime = 0;
  return { spans, parent, depth, end: subtreeEnds(parent), positions, startTime, endTime };
}

function subtreeEnds(parent: Int32Array): Int32Array {
  const end = new Int32Array(parent.length);
  for (let i = parent.length - 1; i >= 0; i--) {
    if (end[i] === 0) end[i] = i + 1;
    const above = parent[i]!;
    if (above !== -1 && end[above]! < end[i]!) end[above] = end[i]!;
  }
  return end;
}
