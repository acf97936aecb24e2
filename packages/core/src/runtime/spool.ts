import type { FinishedSpan } from "../export/exporter.js";
import type { ScoreRecord } from "../record.js";

/** What is kept on disk. */
export interface SpoolItem {
  spans: FinishedSpan[];
  scores: ScoreRecord[];
  count: number;
}

/** Keeps parcels on disk until they are acknowledged. Its failures are its own: it says so once and keeps less. */
export interface Spool {
  /** Returns the ticket of what is now kept; `undefined` when it could not be kept. */
  add(item: SpoolItem): string | undefined;
  remove(ticket: string): void;
  read(ticket: string): SpoolItem | undefined;
  /** Takes over what dead processes left. */
  claim(): { ticket: string; count: number }[];
  /** Lets other processes know that this one lives. */
  touch(): void;
  close(): void;
}
