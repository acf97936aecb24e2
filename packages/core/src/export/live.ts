import { reportInternalError } from "../log.js";
import type { AttributeValue, SpanRecord } from "../record.js";
import type { Exporter } from "./exporter.js";
import type { Finish } from "./finish.js";
import { releaseMedia } from "./media.js";
import type { World } from "./world.js";

/** More open spans than this are not shown while they run. */
const MAX_OPEN = 10_000;

interface Sent {
  revision: number;
  sequence: number;
}

/** Shows spans while they run, at targets that can: a snapshot of each, heartbeats of the process. */
export class Live {
  /** In no order; each record knows its place, so that it leaves without being looked for. */
  readonly #open: SpanRecord[] = [];
  readonly #sent = new WeakMap<SpanRecord, Sent>();
  #cancel: (() => void) | undefined;
  #probed = false;

  constructor(
    readonly exporters: readonly Exporter[],
    readonly setup: {
      interval: number;
      world: World;
      finish: Finish;
      resource: Readonly<Record<string, AttributeValue>>;
      probed(exporter: Exporter): void;
    },
  ) {}

  started(record: SpanRecord): void {
    if (this.#open.length < MAX_OPEN) record.place = this.#open.push(record) - 1;
    if (!this.#cancel) this.#schedule();
  }

  ended(record: SpanRecord): void {
    if (record.place < 0) return;
    const last = this.#open.pop()!;
    if (last !== record) this.#open[(last.place = record.place)] = last;
    record.place = -1;
  }

  close(): void {
    for (const record of this.#open.splice(0)) record.place = -1;
    this.#cancel?.();
  }

  #schedule(): void {
    const { world, interval } = this.setup;
    if (!this.#probed) {
      this.#probed = true;
      // Not on the caller's turn: the first request loads the HTTP client.
      world.after(0, () => void this.#probe());
    }
    this.#cancel = world.after(interval, () => void this.#tick());
  }

  async #probe(): Promise<void> {
    for (const exporter of this.exporters) {
      try {
        await exporter.probe?.();
        this.setup.probed(exporter);
      } catch (error) {
        reportInternalError(error, `probe ${exporter.name}`);
      }
    }
  }

  async #tick(): Promise<void> {
    this.#cancel = undefined;
    if (this.#open.length === 0) return;
    this.#schedule();
    const targets = this.exporters.filter((exporter) => exporter.live);
    if (targets.length === 0) return;
    try {
      const batch = { spans: this.#snapshots(), scores: [], resource: this.setup.resource };
      // Without a snapshot this is the heartbeat. Lost ones are not missed: the next tick brings another.
      await Promise.all(targets.map((exporter) => exporter.export(batch)));
    } catch (error) {
      reportInternalError(error, "send open spans");
    }
  }

  #snapshots() {
    const { world, interval, finish } = this.setup;
    const spans = [];
    const until = world.now() - interval;
    for (const record of this.#open) {
      const sent = this.#sent.get(record);
      if (record.startTime > until || sent?.revision === record.revision) continue;
      const sequence = (sent?.sequence ?? 0) + 1;
      this.#sent.set(record, { revision: record.revision, sequence });
      releaseMedia(record);
      spans.push(finish(record, sequence));
      if (spans.length >= 100) break;
    }
    return spans;
  }
}
