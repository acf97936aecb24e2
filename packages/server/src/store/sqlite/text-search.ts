import { normalize, wordsOf } from "../../search/normalize.js";
import { ChunkReader, type Place } from "./chunk.js";
import type { Database } from "./database.js";
import { textOfMessage, textOfSpan } from "./text-index.js";

/** Documents that are read at once, and in all, for one search: the newest first. */
const pageSize = 500;
const documentLimit = 50_000;
/** Traces after which a search has found enough. */
const traceLimit = 1_000;

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
  const match = `${terms.flat().map(quote).join(" AND ")}*`;
  const reader = new ChunkReader(database);
  const traces = new Set<number>();
  let last = Number.MAX_SAFE_INTEGER;
  for (let seen = 0; seen < documentLimit && traces.size < traceLimit; seen += pageSize) {
    const rows = database.all<{ rowid: number }>(
      "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
      match,
      last,
      pageSize,
    );
    for (const { rowid } of rows) for (const trace of verify(database, reader, rowid, terms, traces)) traces.add(trace);
    if (rows.length < pageSize) break;
    last = rows.at(-1)!.rowid;
  }
  return [...traces];
}

/** Traces that a document adds to those that are found already. */
function verify(
  database: Database,
  reader: ChunkReader,
  document: number,
  terms: string[][],
  found: Set<number>,
): number[] {
  const isMessage = document % 2 === 0;
  const id = Math.floor(document / 2);
  const traces = (isMessage ? tracesOfMessage(database, id) : tracesOfSpan(database, id)).filter(
    (trace) => !found.has(trace),
  );
  if (traces.length === 0) return [];
  const text = isMessage ? readMessage(database, reader, id) : readSpan(database, reader, id);
  return text !== undefined && contains(wordsOf(text), terms) ? traces : [];
}

const quote = (word: string) => `"${word.replaceAll('"', '""')}"`;

const tracesOfMessage = (database: Database, id: number) =>
  database.all<{ trace: number }>("SELECT trace FROM mentions WHERE message = ?", id).map(({ trace }) => trace);

const tracesOfSpan = (database: Database, id: number) =>
  database.all<{ trace: number }>("SELECT trace FROM spans WHERE id = ?", id).map(({ trace }) => trace);

function readMessage(database: Database, reader: ChunkReader, id: number): string | undefined {
  const place = database.get<Place>("SELECT chunk, offset, length FROM messages WHERE id = ?", id);
  return place && textOfMessage(reader, place);
}

function readSpan(database: Database, reader: ChunkReader, id: number): string | undefined {
  const row = database.get<Place & { name: string }>(
    "SELECT name, chunk, offset, length FROM spans JOIN payloads ON span = id WHERE id = ?",
    id,
  );
  return row && textOfSpan(reader, row);
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
