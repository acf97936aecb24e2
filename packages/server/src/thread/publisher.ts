import type { Change, Store } from "../store/store.js";
import type { LiveMessage, Watched } from "./message.js";

/** Milliseconds between two messages to live readers. */
const interval = 100;
/** Milliseconds between two looks for what time alone has changed. */
const timeInterval = 500;

/** Tells live readers what changed, while there are any: changes of one trace are gathered for a moment. */
export class Publisher {
  private readonly changed = new Map<string, Change>();
  private all = false;
  private traces: ReadonlySet<string> = new Set();
  private timer: NodeJS.Timeout | undefined;
  private clock: NodeJS.Timeout | undefined;

  private readonly store: Store;
  private readonly send: (message: LiveMessage) => void;

  constructor(store: Store, send: (message: LiveMessage) => void) {
    this.store = store;
    this.send = send;
  }

  watch({ all, traces }: Watched): void {
    this.all = all;
    this.traces = new Set(traces);
    clearInterval(this.clock);
    if (all || traces.length > 0) this.clock = setInterval(() => void this.look(), timeInterval);
  }

  close(): void {
    this.watch({ all: false, traces: [] });
    clearTimeout(this.timer);
  }

  add(changes: Change[]): void {
    for (const change of changes) {
      const watched = this.traces.has(change.traceId);
      if (!watched && !this.all) continue;
      const key = `${change.project} ${change.traceId}`;
      const known = this.changed.get(key)?.spanIds ?? [];
      this.changed.set(key, { ...change, spanIds: watched ? [...known, ...change.spanIds] : known });
    }
    if (this.changed.size > 0) this.timer ??= setTimeout(() => this.publish(), interval);
  }

  private async look(): Promise<void> {
    // A storage that fails for the moment is asked again at the next look.
    this.add(await this.store.changedByTime(Date.now()).catch(() => []));
  }

  private async publish(): Promise<void> {
    this.timer = undefined;
    const changes = [...this.changed.values()];
    this.changed.clear();
    const live: LiveMessage["live"] = [];
    for (const change of changes) {
      const state = await this.store.changed(change, Date.now()).catch(() => undefined);
      if (state) live.push({ change, trace: JSON.stringify(state.trace), spans: JSON.stringify(state.spans) });
    }
    if (live.length > 0) this.send({ live });
  }
}
