import type { Level, SpanStatus, SpanType } from "./record.js";
import { spanTypes } from "./span-type.js";

const types = new Set<string>(spanTypes);

/** Words of other vocabularies for our types. */
const synonyms: Readonly<Record<string, SpanType>> = {
  llm: "generation",
  retrieval: "retriever",
  chain: "workflow",
  screenshot: "event",
};

const levels = new Set<string>(["DEBUG", "DEFAULT", "WARNING", "ERROR"] satisfies Level[]);

/** Reads a type or a free category. What is no type is kept as the category of a plain span. */
export function readType(word: string): { type: SpanType; category: string | undefined } {
  const lower = word.toLowerCase();
  if (types.has(lower)) return { type: lower as SpanType, category: undefined };
  return { type: synonyms[lower] ?? "span", category: word };
}

/** Reads a level in any case; `undefined` where the word is none. */
export function readLevel(word: string): Level | undefined {
  const upper = word.toUpperCase();
  return levels.has(upper) ? (upper as Level) : undefined;
}

const statuses = new Set<string>(["unset", "ok", "error", "cancelled"] satisfies SpanStatus[]);

/** Other words for our statuses; the caller's own is kept beside. */
const outcomes: Readonly<Record<string, SpanStatus>> = {
  success: "ok",
  fail: "error",
  indeterminate: "unset",
  canceled: "cancelled",
};

/** Reads a status or another word for one; `undefined` where the word is none. */
export function readStatus(word: string): { status: SpanStatus; label: string | undefined } | undefined {
  if (statuses.has(word)) return { status: word as SpanStatus, label: undefined };
  const status = outcomes[word.toLowerCase()];
  return status && { status, label: word };
}
