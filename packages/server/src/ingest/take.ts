import type { Attributes } from "../receive/otlp.js";

/** Takes an attribute out; what nobody takes is shown as it came. */
export function take(attributes: Attributes, key: string): unknown {
  const value = attributes.get(key);
  if (value !== undefined) attributes.delete(key);
  return value;
}

export function takeString(attributes: Attributes, key: string): string | undefined {
  const value = take(attributes, key);
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" ? String(value) : undefined;
}

export function takeNumber(attributes: Attributes, key: string): number | undefined {
  const value = take(attributes, key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** More than anything here is counted in; sums of counts below it stay exact. */
const largestCount = 1e12;

/** A number as a count, or undefined where it is none. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value <= largestCount ? Math.round(value) : undefined;
}

export function takeStrings(attributes: Attributes, key: string): string[] | undefined {
  const value = take(attributes, key);
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return undefined;
  const strings = value.filter((item): item is string => typeof item === "string");
  return strings.length > 0 ? strings : undefined;
}

/** Seconds on the wire, milliseconds here. */
export function takeSeconds(attributes: Attributes, key: string): number | undefined {
  const seconds = takeNumber(attributes, key);
  return seconds === undefined ? undefined : Math.round(seconds * 1e6) / 1e3;
}

/** Gives an attribute another name, unless that name is taken. */
export function rename(attributes: Attributes, from: string, to: string): void {
  const value = attributes.get(from);
  if (value === undefined) return;
  attributes.delete(from);
  if (!attributes.has(to)) attributes.set(to, value);
}
