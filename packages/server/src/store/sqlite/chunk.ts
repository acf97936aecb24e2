import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Database } from "./database.js";

/** Where a text lies: in which chunk, and there in which bytes. */
export interface Place {
  chunk: number;
  offset: number;
  length: number;
}

/** Texts are compressed together up to this many bytes: small enough to read one, large enough to compress well. */
const chunkSize = 32 * 1024;

/** Collects texts into compressed chunks. What was put is in the database only after `flush`. */
export class ChunkWriter {
  private parts: Buffer[] = [];
  private size = 0;
  private next: number;

  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
    this.next = nextChunk(database);
  }

  put(text: string): Place {
    const bytes = Buffer.from(text, "utf8");
    if (this.size > 0 && this.size + bytes.length > chunkSize) this.flush();
    const place = { chunk: this.next, offset: this.size, length: bytes.length };
    this.parts.push(bytes);
    this.size += bytes.length;
    return place;
  }

  flush(): void {
    if (this.parts.length === 0) return;
    const data = zstdCompressSync(Buffer.concat(this.parts));
    this.database.run("INSERT INTO chunks(id, live, data) VALUES(?, ?, ?)", this.next++, this.parts.length, data);
    this.parts = [];
    this.size = 0;
  }

  /** Forgets what was put since the last flush; for a transaction that was rolled back. */
  discard(): void {
    this.parts = [];
    this.size = 0;
    this.next = nextChunk(this.database);
  }
}

function nextChunk(database: Database): number {
  return Number(database.get("SELECT max(id) AS id FROM chunks")?.id ?? 0) + 1;
}

/** Reads texts, keeping the chunk that was read last: neighbours are mostly read together. */
export class ChunkReader {
  private last: { chunk: number; bytes: Buffer } | undefined;

  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  read({ chunk, offset, length }: Place): string {
    if (this.last?.chunk !== chunk) this.last = { chunk, bytes: readChunk(this.database, chunk) };
    return this.last.bytes.toString("utf8", offset, offset + length);
  }
}

/** Overwrites texts with zeros, which keeps the places of their neighbours; a chunk without texts is removed. */
export function erase(database: Database, places: Place[]): void {
  const byChunk = Map.groupBy(places, (place) => place.chunk);
  for (const [chunk, erased] of byChunk) {
    const live = Number(database.get("SELECT live FROM chunks WHERE id = ?", chunk)?.live ?? 0) - erased.length;
    if (live <= 0) {
      database.run("DELETE FROM chunks WHERE id = ?", chunk);
      continue;
    }
    const bytes = readChunk(database, chunk);
    for (const { offset, length } of erased) bytes.fill(0, offset, offset + length);
    database.run("UPDATE chunks SET live = ?, data = ? WHERE id = ?", live, zstdCompressSync(bytes), chunk);
  }
}

function readChunk(database: Database, chunk: number): Buffer {
  const row = database.get<{ data: Uint8Array }>("SELECT data FROM chunks WHERE id = ?", chunk);
  return row === undefined ? Buffer.alloc(0) : zstdDecompressSync(row.data);
}
