import type { Change, Store } from "../store/store.js";
import type { LiveMessage } from "./message.js";

/** Milliseconds between two messages to live readers. */
const interval = 100;
/** Milliseconds between two looks for processes that have fallen silent. */
const lostInterval = 500;

/** Tells live readers what changed, while there are any: changes of one trace are gathered for a moment. */
export class Publisher {
  private readonly changed = new Map<string, Change>();
  private watched = false;
  private timer: NodeJS.Timeout | undefined;
  private lostTimer: NodeJS.Timeout | undefined;

  private readonly store: Store;
  private readonly send: (message: LiveMessage) => void;

  constructor(store: Store, send: (message: LiveMessage) => void) {
    this.store = store;
    this.send = send;
  }

  watch(watched: boolean): void {
    this.watched = watched;
    clearInterval(this.lostTimer);
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changed.clear();
    if (watched) this.lostTimer = setInterval(() => this.reportLost(), lostInterval);
  }

  add(changes: Change[]): void {
    if (!this.watched) return;
    for (const change of changes) {
      const key = `${change.project} ${change.traceId}`;
      const known = this.changed.get(key);
      if (known) known.spanIds.push(...change.spanIds);
      else this.changed.set(key, { ...change, spanIds: [...change.spanIds] });
    }
    if (this.changed.size > 0) this.timer ??= setTimeout(() => this.publish(), interval);
  }

  private async reportLost(): Promise<void> {
    this.add(await this.store.newlyLost(Date.now()));
  }

  private async publish(): Promise<void> {
    this.timer = undefined;
    const changes = [...this.changed.values()];
    this.changed.clear();
    const live: LiveMessage["live"] = [];
    for (const change of changes) {
      const state = await this.store.changed(change, Date.now());
      if (state) live.push({ change, trace: JSON.stringify(state.trace), spans: JSON.stringify(state.spans) });
    }
    if (live.length > 0) this.send({ live });
  }
}
