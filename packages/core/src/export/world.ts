/** What the exporting side needs of its surroundings; tests bring their own. */
export interface World {
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** Calls `fn` once, without keeping the process alive unless `hold` is set. Returns what calls it off. */
  after(milliseconds: number, fn: () => void, hold?: boolean): () => void;
  /** Lets the application run. */
  pause(): Promise<void>;
}

interface Timer {
  unref?(): void;
}

/** The platform's own clock and timers. */
export const realWorld: World = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(milliseconds, fn, hold = false) {
    const timer = setTimeout(fn, milliseconds);
    if (!hold) (timer as Timer).unref?.();
    return () => clearTimeout(timer);
  },
  pause: () =>
    new Promise((resolve) => (typeof setImmediate === "function" ? setImmediate(resolve) : setTimeout(resolve))),
};
