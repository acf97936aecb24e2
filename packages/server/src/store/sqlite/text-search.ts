import { normalize, wordsOf } from "../../search/normalize.js";
import { ChunkReader, type Place } from "./chunk.js";
import type { Database } from "./database.js";
import { textOfMessage, textOfSpan } from "./text-index.js";

/** Documents that are looked at for one search, the newest first. */
const candidates = 2000;

/**
 * Finds the traces whose messages, inputs, outputs or span names contain what was asked for. Every word must
 * occur, the last one may be a beginning; words that were written together (or as one run of ideographs) must
 * stand together. The index knows only words, so each find is verified against its text.
 */
export function findTraces(database: Database, query: string): number[] {
  const terms = query
    .split(/\s+/)
    .map((term) => wordsOf(normalize(term)))
    .filter((words) => words.length > 0);
  if (terms.length === 0) return [];
  const match = terms.flat().map(quote).join(" AND ");
  const rows = database.all<{ rowid: number }>(
    "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",
    `${match}*`,
    candidates,
  );
  const reader = new ChunkReader(database);
  const traces = new Set<number>();
  for (const { rowid } of rows) {
    const found = rowid % 2 === 0 ? ofMessage(database, rowid / 2, reader) : ofSpan(database, (rowid - 1) / 2, reader);
    if (found === undefined || !contains(wordsOf(found.text), terms)) continue;
    for (const trace of found.traces) traces.add(trace);
  }
  return [...traces];
}

const quote = (word: string) => `"${word.replaceAll('"', '""')}"`;

interface Found {
  text: string;
  traces: number[];
}

function ofMessage(database: Database, id: number, reader: ChunkReader): Found | undefined {
  const place = database.get<Place>("SELECT chunk, offset, length FROM messages WHERE id = ?", id);
  if (place === undefined) return undefined;
  const traces = database.all<{ trace: number }>("SELECT trace FROM mentions WHERE message = ?", id);
  return { text: textOfMessage(reader, place), traces: traces.map(({ trace }) => trace) };
}

function ofSpan(database: Database, id: number, reader: ChunkReader): Found | undefined {
  const row = database.get<Place & { name: string; trace: number }>(
    "SELECT trace, name, chunk, offset, length FROM spans JOIN payloads ON span = id WHERE id = ?",
    id,
  );
  return row && { text: textOfSpan(reader, row), traces: [row.trace] };
}

function contains(words: string[], terms: string[][]): boolean {
  return terms.every((term, i) => {
    const last = i === terms.length - 1;
    return words.some((_, at) => standsAt(words, at, term, last));
  });
}

function standsAt(words: string[], at: number, term: string[], beginning: boolean): boolean {
  return term.every((word, i) => {
    const present = words[at + i];
    return beginning && i === term.length - 1 ? present?.startsWith(word) : present === word;
  });
}
