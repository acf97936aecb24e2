import type { ScoreRecord, SpanRecord } from "../record.js";

/** A record that waits for export: a span or a score. */
export interface Entry {
  span?: SpanRecord;
  score?: ScoreRecord;
  /** What it weighs in memory. */
  size: number;
}

/** Keeps entries in order, bounded in number and in bytes. */
export class Queue {
  readonly #maxCount: number;
  readonly #maxBytes: number;
  #entries: Entry[] = [];
  #head = 0;
  bytes = 0;
  /** Entries taken out so far: the place in line of the first one that waits. */
  taken = 0;

  constructor(maxCount: number, maxBytes: number) {
    this.#maxCount = maxCount;
    this.#maxBytes = maxBytes;
  }

  get length(): number {
    return this.#entries.length - this.#head;
  }

  /** Adds an entry; false where there is no room. An entry larger than the whole queue passes when it is alone. */
  push(entry: Entry): boolean {
    const { length } = this;
    if (length >= this.#maxCount || (length > 0 && this.bytes + entry.size > this.#maxBytes)) return false;
    this.#entries.push(entry);
    this.bytes += entry.size;
    return true;
  }

  peek(): Entry | undefined {
    return this.#entries[this.#head];
  }

  shift(): Entry | undefined {
    const entry = this.#entries[this.#head];
    if (!entry) return undefined;
    this.#entries[this.#head++] = undefined as unknown as Entry;
    this.bytes -= entry.size;
    this.taken++;
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return entry;
  }
}
