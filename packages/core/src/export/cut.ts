import type { AttributeValue } from "../record.js";
import { own } from "../wire.js";
import type { FinishedSpan } from "./exporter.js";
import { finished } from "./finished.js";

/** Characters that one span's attributes may have. Receivers take 20 MiB, and a character may need three bytes. */
export const MAX_SPAN_SIZE = 4 * 2 ** 20;
const LIMITS = [65_536, 8192, 1024, 128];

type Attributes = Record<string, AttributeValue>;

/** Shortens attributes in place until they fit, the long texts first. JSON stays JSON. */
export function cutAttributes(attributes: Attributes, max: number): void {
  const before = sizeOf(attributes);
  if (before <= max) return;
  for (const limit of LIMITS) {
    for (const name in attributes) attributes[name] = shorten(attributes[name]!, limit);
    if (sizeOf(attributes) <= max) break;
  }
  for (const name in attributes) {
    const value = attributes[name]!;
    if (sizeOf(attributes) > max && weight(value) > max / 16) attributes[name] = JSON.stringify(note(weight(value)));
  }
  attributes[own.truncatedBytes] = Number(attributes[own.truncatedBytes] ?? 0) + before - sizeOf(attributes);
}

/** Returns a copy of a span that a target found too large, cut to a quarter; `undefined` when nothing is left to cut. */
export function cutSpan(span: FinishedSpan): FinishedSpan | undefined {
  const attributes = { ...span.attributes };
  const max = sizeOf(attributes) >> 2;
  if (max < 1024) return undefined;
  cutAttributes(attributes, max);
  return finished({ ...span, attributes, events: [] });
}

function sizeOf(attributes: Attributes): number {
  let size = 0;
  for (const name in attributes) size += weight(attributes[name]!);
  return size;
}

function weight(value: AttributeValue): number {
  if (typeof value === "string") return value.length;
  return Array.isArray(value) ? value.reduce<number>((sum, item) => sum + String(item).length, 0) : 8;
}

function shorten(value: AttributeValue, limit: number): AttributeValue {
  if (Array.isArray(value))
    return value.map((item) => (typeof item === "string" ? text(item, limit) : item)) as string[];
  if (typeof value !== "string" || value.length <= limit) return value;
  try {
    return JSON.stringify(JSON.parse(value, (_key, item) => (typeof item === "string" ? text(item, limit) : item)));
  } catch {
    return text(value, limit);
  }
}

function text(value: string, limit: number): string {
  return value.length > limit ? `${value.slice(0, limit)}… ${note(value.length - limit)}` : value;
}

function note(characters: number): string {
  return `[${characters} characters cut]`;
}
