import { ChunkReader, erase, type Place } from "./chunk.js";
import type { Database } from "./database.js";
import { unindexMessage } from "./text-index.js";

/** Removes those of the messages that no trace mentions any more; returns how many. */
export function sweepMessages(database: Database, ids: number[]): number {
  const unmentioned: (Place & { id: number })[] = [];
  for (const id of ids) {
    if (database.get("SELECT 1 FROM mentions WHERE message = ? LIMIT 1", id)) continue;
    const row = database.get<Place & { id: number }>("SELECT id, chunk, offset, length FROM messages WHERE id = ?", id);
    if (row) unmentioned.push(row);
  }
  const reader = new ChunkReader(database);
  for (const { id } of unmentioned) unindexMessage(database, reader, id);
  erase(database, unmentioned);
  for (const { id } of unmentioned) database.run("DELETE FROM messages WHERE id = ?", id);
  return unmentioned.length;
}
