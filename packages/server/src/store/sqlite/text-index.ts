import { messageText, payloadText } from "../../search/document.js";
import { normalize, normalizerVersion } from "../../search/normalize.js";
import { ChunkReader, type Place } from "./chunk.js";
import type { Database } from "./database.js";

/** Documents of the index are messages (even row ids) and spans' own texts (odd ones). */
export const messageDocument = (message: number) => message * 2;
export const spanDocument = (span: number) => span * 2 + 1;

/** Starts the index anew when the normaliser's version is another than the one it was made with. */
export function checkNormalizer(database: Database): void {
  const version = database.get("SELECT value FROM meta WHERE key = 'normalizer'")?.value;
  if (version === normalizerVersion) return;
  database.transaction(() => {
    database.run("INSERT INTO words(words) VALUES('delete-all')");
    database.run("UPDATE meta SET value = 0 WHERE key IN ('indexed_spans', 'indexed_messages')");
    database.run("INSERT OR REPLACE INTO meta(key, value) VALUES('normalizer', ?)", normalizerVersion);
  });
}

interface IndexedText extends Place {
  id: number;
  name?: string;
}

/** Adds documents that were written since the last time, oldest first; returns how many. */
export function indexNext(database: Database, limit: number): number {
  const reader = new ChunkReader(database);
  const messages = database.all<IndexedText & { searched: number }>(
    `SELECT id, chunk, offset, length, searched FROM messages
     WHERE id > (SELECT value FROM meta WHERE key = 'indexed_messages') ORDER BY id LIMIT ?`,
    limit,
  );
  const spans = database.all<IndexedText>(
    `SELECT id, name, chunk, offset, length FROM spans JOIN payloads ON span = id
     WHERE id > (SELECT value FROM meta WHERE key = 'indexed_spans') ORDER BY id LIMIT ?`,
    limit,
  );
  if (messages.length + spans.length === 0) return 0;
  database.transaction(() => {
    for (const message of messages) {
      if (message.searched === 1) add(database, messageDocument(message.id), textOfMessage(reader, message));
    }
    for (const span of spans) add(database, spanDocument(span.id), textOfSpan(reader, span));
    mark(database, "indexed_messages", messages.at(-1)?.id);
    mark(database, "indexed_spans", spans.at(-1)?.id);
  });
  return messages.length + spans.length;
}

function mark(database: Database, key: string, id: number | undefined): void {
  if (id !== undefined) database.run("UPDATE meta SET value = ? WHERE key = ?", id, key);
}

function add(database: Database, document: number, text: string): void {
  if (text !== "") database.run("INSERT INTO words(rowid, text) VALUES(?, ?)", document, text);
}

export function textOfMessage(reader: ChunkReader, message: Place): string {
  return normalize(messageText(reader.read(message)));
}

export function textOfSpan(reader: ChunkReader, span: Place & { name?: string }): string {
  return normalize(`${span.name ?? ""}\n${payloadText(reader.read(span))}`);
}

/** Takes a span's text out of the index. Its payload must still be readable: the index needs the old text. */
export function unindexSpan(database: Database, reader: ChunkReader, id: number): void {
  if (id > indexed(database, "indexed_spans")) return;
  const row = database.get<IndexedText>(
    "SELECT id, name, chunk, offset, length FROM spans JOIN payloads ON span = id WHERE id = ?",
    id,
  );
  if (row) remove(database, spanDocument(id), textOfSpan(reader, row));
}

export function unindexMessage(database: Database, reader: ChunkReader, id: number): void {
  if (id > indexed(database, "indexed_messages")) return;
  const row = database.get<IndexedText & { searched: number }>(
    "SELECT id, chunk, offset, length, searched FROM messages WHERE id = ?",
    id,
  );
  if (row?.searched === 1) remove(database, messageDocument(id), textOfMessage(reader, row));
}

function remove(database: Database, document: number, text: string): void {
  if (text !== "") database.run("INSERT INTO words(words, rowid, text) VALUES('delete', ?, ?)", document, text);
}

function indexed(database: Database, key: string): number {
  return Number(database.get("SELECT value FROM meta WHERE key = ?", key)?.value ?? 0);
}
