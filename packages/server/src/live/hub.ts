import type { LiveEvent, Score } from "../api/types.js";
import type { LiveMessage, Watched } from "../thread/message.js";

/** Someone who watches a project, or one trace in it. */
export interface Watcher {
  project: number;
  traceId?: string;
  /** Receives an event's name and its data as JSON text. */
  send: (type: LiveEvent["type"], data: string) => void;
  end: () => void;
}

/** Hands what happens to those who watch; nothing is gathered while nobody does, and spans only of watched traces. */
export class LiveHub {
  private readonly watchers = new Set<Watcher>();

  private readonly onWatched: (watched: Watched) => void;

  constructor(onWatched: (watched: Watched) => void) {
    this.onWatched = onWatched;
  }

  /** Returns the function that stops watching. */
  add(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    this.tellWatched();
    return () => {
      if (this.watchers.delete(watcher)) this.tellWatched();
    };
  }

  private tellWatched(): void {
    const traces = [...this.watchers].flatMap(({ traceId }) => traceId ?? []);
    this.onWatched({ all: this.watchers.size > traces.length, traces });
  }

  publish({ live }: LiveMessage): void {
    for (const { change, trace, spans } of live) {
      for (const watcher of this.of(change.project, change.traceId)) {
        watcher.send("trace", `{"type":"trace","trace":${trace}}`);
        if (watcher.traceId === undefined) continue;
        watcher.send("spans", `{"type":"spans","traceId":"${change.traceId}","spans":${spans}}`);
      }
    }
  }

  score(project: number, score: Score): void {
    for (const watcher of this.of(project, score.traceId))
      watcher.send("score", JSON.stringify({ type: "score", score }));
  }

  removed(project: number, traceId: string): void {
    for (const watcher of this.of(project, traceId))
      watcher.send("removed", JSON.stringify({ type: "removed", traceId }));
  }

  close(): void {
    for (const watcher of this.watchers) watcher.end();
    this.watchers.clear();
  }

  private of(project: number, traceId: string | undefined): Watcher[] {
    return [...this.watchers].filter(
      (watcher) => watcher.project === project && (watcher.traceId === undefined || watcher.traceId === traceId),
    );
  }
}
