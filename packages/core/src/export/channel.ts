import { reportInternalError } from "../log.js";
import { own } from "../wire.js";
import { BackOff } from "./back-off.js";
import type { ChannelSetup } from "./channel-setup.js";
import { cutSpan } from "./cut.js";
import type { Exporter, Outcome } from "./exporter.js";
import type { Parcel } from "./parcel.js";
import { halve } from "./parcel.js";
import { type Entry, Queue } from "./queue.js";

const MAX_LANES = 4;
/** Bytes of content that one request holds, before it is encoded; receivers take 20 MiB. */
const MAX_BATCH_BYTES = 4 * 2 ** 20;

/** The way to one exporter: a queue, a few requests at a time, retries, and the count of what was lost. */
export class Channel {
  readonly exporter: Exporter;
  readonly #setup: ChannelSetup;
  readonly #queue: Queue;
  /** Parcels that are being filled or sent. */
  readonly #moving = new Set<Parcel>();
  /** Parcels that only the disk holds. */
  #parked: { ticket: string; count: number; first: number }[] = [];
  #lanes = 0;
  /** Place in line up to which everything leaves, full batch or not. */
  #due = 0;
  #timer: (() => void) | undefined;
  readonly #backOff: BackOff;
  #stopped = false;
  accepted = 0;
  dropped = 0;
  /** Dropped and not yet told to the target. */
  lost = 0;

  constructor(exporter: Exporter, setup: ChannelSetup) {
    this.exporter = exporter;
    this.#setup = setup;
    this.#backOff = new BackOff(setup.world, () => this.#pump());
    this.#queue = new Queue(setup.options.maxQueueSize, setup.options.maxQueueBytes);
  }

  get pending(): number {
    let count = this.#queue.length;
    for (const parcel of this.#moving) count += parcel.count;
    for (const parcel of this.#parked) count += parcel.count;
    return count;
  }

  /** Place in line of the oldest record that is not settled. */
  get oldest(): number {
    let first = this.#queue.length > 0 ? this.#queue.taken : Number.POSITIVE_INFINITY;
    for (const parcel of this.#moving) first = Math.min(first, parcel.first);
    for (const parcel of this.#parked) first = Math.min(first, parcel.first);
    return first;
  }

  /** Whether the target could not be reached and the next attempt has to wait. */
  get resting(): boolean {
    return this.#backOff.over !== undefined;
  }

  push(entry: Entry): void {
    if (this.#stopped || !this.#queue.push(entry)) {
      this.#drop(1);
      return;
    }
    const { batchSize, flushInterval } = this.#setup.options;
    if (this.#queue.length >= batchSize || this.#queue.bytes >= MAX_BATCH_BYTES) this.#pump();
    else this.#timer ??= this.#setup.world.after(flushInterval, () => this.release());
  }

  /** Lets everything leave that waits now, and returns its end of the line. */
  release(): number {
    this.#timer?.();
    this.#timer = undefined;
    this.#due = this.#queue.taken + this.#queue.length;
    this.#pump();
    return this.#due;
  }

  /** The next attempt is made at once. */
  hurry(): void {
    this.#backOff.end();
  }

  /** Takes over what a process left behind that is no longer there. */
  adopt(): void {
    for (const { ticket, count } of this.#setup.spool?.claim() ?? []) this.#parked.push({ ticket, count, first: -1 });
    this.#pump();
  }

  /** Packs everything that is not settled, for the end of the process. What only the disk holds stays there. */
  empty(): Parcel[] {
    const parcels = [...this.#moving];
    this.#moving.clear();
    while (this.#queue.length > 0) {
      const parcel = this.#begin();
      while (this.#room(parcel)) this.#add(parcel, this.#queue.shift()!);
      parcels.push(parcel);
    }
    return parcels;
  }

  /** Says what became of a parcel that `empty` gave out. */
  settle(parcel: Parcel, outcome: Outcome): void {
    const rejected = Math.min(outcome.rejected ?? 0, parcel.count);
    this.#moving.delete(parcel);
    if (parcel.ticket) this.#setup.spool?.remove(parcel.ticket);
    this.accepted += parcel.count - rejected;
    this.dropped += rejected;
    this.lost += rejected;
    if (outcome.message) this.#setup.log.warn(outcome.message);
    this.#setup.settled();
  }

  /** Keeps a parcel on disk for the next process; false where there is no disk. */
  keep(parcel: Parcel): boolean {
    parcel.ticket ??= this.#setup.spool?.add(parcel);
    return parcel.ticket !== undefined;
  }

  /** Nothing is taken any more. */
  close(): void {
    this.#stopped = true;
    this.#timer?.();
    this.#timer = undefined;
    this.hurry();
  }

  #pump(): void {
    const { length, taken } = this.#queue;
    const batches = taken < this.#due ? Math.ceil(length / this.#setup.options.batchSize) : length;
    const wanted = Math.min(MAX_LANES, batches + (this.resting ? 0 : this.#parked.length));
    while (this.#lanes < wanted) void this.#lane();
  }

  async #lane(): Promise<void> {
    this.#lanes++;
    try {
      await this.#setup.world.pause();
      for (let parcel = await this.#next(); parcel; parcel = await this.#next()) await this.#deliver(parcel);
    } catch (error) {
      reportInternalError(error, `export to ${this.exporter.name}`);
    } finally {
      this.#lanes--;
      if (this.#queue.length > 0 && !this.#stopped) {
        this.#timer ??= this.#setup.world.after(this.#setup.options.flushInterval, () => this.release());
      }
    }
  }

  async #next(): Promise<Parcel | undefined> {
    if (this.#stopped) return undefined;
    if (!this.resting && this.#parked.length > 0) return this.#fetch();
    const { length, taken, bytes } = this.#queue;
    const full = length >= this.#setup.options.batchSize || bytes >= MAX_BATCH_BYTES;
    if (length === 0 || (taken >= this.#due && !full)) return undefined;
    return this.#fill();
  }

  #fetch(): Parcel | undefined {
    const { ticket, count, first } = this.#parked.shift()!;
    const parcel: Parcel = { spans: [], scores: [], ...this.#setup.spool?.read(ticket), ticket, count, first, size: 0 };
    if (parcel.spans.length + parcel.scores.length === 0) this.#lose(parcel);
    else this.#moving.add(parcel);
    return parcel;
  }

  #begin(): Parcel {
    const parcel: Parcel = { spans: [], scores: [], count: 0, size: 0, first: this.#queue.taken, ticket: undefined };
    this.#moving.add(parcel);
    return parcel;
  }

  /** Normalising and encoding take milliseconds for large content, so the application gets its turns in between. */
  async #fill(): Promise<Parcel> {
    const { world, spool } = this.#setup;
    const parcel = this.#begin();
    for (let since = world.now(); this.#room(parcel); ) {
      this.#add(parcel, this.#queue.shift()!);
      if (world.now() - since < 4) continue;
      await world.pause();
      since = world.now();
    }
    parcel.ticket = spool?.add(parcel);
    return parcel;
  }

  #room(parcel: Parcel): boolean {
    const entry = this.#queue.peek();
    if (!entry || parcel.count >= this.#setup.options.batchSize) return false;
    // Spans and scores travel apart.
    if (parcel.count > 0 && Boolean(entry.span) !== parcel.spans.length > 0) return false;
    return parcel.count === 0 || parcel.size + entry.size <= MAX_BATCH_BYTES;
  }

  #add(parcel: Parcel, entry: Entry): void {
    parcel.size += entry.size;
    parcel.count++;
    if (this.#setup.pack(parcel, entry)) return;
    parcel.count--;
    this.#drop(1);
  }

  async #deliver(parcel: Parcel): Promise<void> {
    while (this.#moving.has(parcel)) {
      if (this.resting && parcel.ticket) return this.#park(parcel);
      await this.#backOff.over;
      if (this.#stopped) return;
      // Whoever sends next reports what was lost; another request must not count it again.
      const losses = this.lost;
      this.lost = 0;
      const outcome = await this.#attempt(parcel, losses);
      const heard = outcome.retryAfter === undefined && !outcome.split && !outcome.stop && !outcome.rejected;
      if (!heard) this.lost += losses;
      if (!this.#moving.has(parcel)) return;
      if (outcome.stop) return this.#stop(outcome);
      if (outcome.split) await this.#split(parcel);
      else if (outcome.retryAfter !== undefined) this.#retreat(outcome);
      else this.#succeed(parcel, outcome, heard ? losses : 0);
    }
  }

  async #attempt({ spans, scores }: Parcel, lost: number): Promise<Outcome> {
    const { resource } = this.#setup;
    try {
      const told = lost > 0 ? { ...resource, [own.droppedSpans]: lost } : resource;
      return (await this.exporter.export({ spans, scores, resource: told })) ?? {};
    } catch (error) {
      reportInternalError(error, `exporter ${this.exporter.name}`);
      return { rejected: spans.length + scores.length };
    }
  }

  #succeed(parcel: Parcel, outcome: Outcome, losses: number): void {
    this.#backOff.recovered();
    if (losses > 0)
      this.#setup.log.warn(`${losses} spans were lost on the way to ${this.exporter.name}, which takes spans again`);
    this.#setup.log.debug(
      `sent ${parcel.spans.length} spans and ${parcel.scores.length} scores to ${this.exporter.name}`,
    );
    this.settle(parcel, outcome);
  }

  #retreat({ retryAfter, message }: Outcome): void {
    const { log, spool, settled } = this.#setup;
    if (message) log.warnOnce(message, message);
    if (this.resting) return;
    spool?.touch();
    this.#backOff.begin(retryAfter);
    settled();
  }

  #park(parcel: Parcel): void {
    this.#moving.delete(parcel);
    this.#parked.push({ ticket: parcel.ticket!, count: parcel.count, first: parcel.first });
  }

  async #split(parcel: Parcel): Promise<void> {
    if (parcel.count === 1) {
      const cut = parcel.spans[0] && cutSpan(parcel.spans[0]);
      if (!cut)
        return this.settle(parcel, { rejected: 1, message: `${this.exporter.name} takes no record this large` });
      parcel.spans = [cut];
      return;
    }
    const halves = halve(parcel);
    for (const half of halves) this.#moving.add(half);
    this.#moving.delete(parcel);
    for (const half of halves) await this.#deliver(half);
    if (parcel.ticket) this.#setup.spool?.remove(parcel.ticket);
  }

  #stop(outcome: Outcome): void {
    if (this.#stopped) return;
    this.close();
    this.#setup.log.error(outcome.message ?? `${this.exporter.name} takes no more spans`);
    for (const parcel of this.#moving) this.#lose(parcel);
    while (this.#queue.shift()) this.#drop(1);
    this.#setup.settled();
  }

  #lose(parcel: Parcel): void {
    this.#moving.delete(parcel);
    this.#drop(parcel.count);
  }

  #drop(count: number): void {
    if (!this.#stopped) {
      this.#setup.log.warnOnce(
        `full ${this.exporter.name}`,
        `drops spans: there are more than the queue to ${this.exporter.name} may hold`,
      );
    }
    this.dropped += count;
    this.lost += count;
  }
}
