import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { SnapshotRow } from "../../ingest/row.js";

/** Snapshots are few and short-lived: each is kept whole, apart from everything else. */
export function packSnapshot(row: SnapshotRow): Uint8Array {
  return zstdCompressSync(JSON.stringify(row));
}

export function unpackSnapshot(bytes: Uint8Array): SnapshotRow {
  return JSON.parse(zstdDecompressSync(bytes).toString("utf8"));
}
