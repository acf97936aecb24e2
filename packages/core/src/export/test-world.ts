import type { World } from "./world.js";

/** A world whose time passes only when told. */
export class TestWorld implements World {
  #now = 1_700_000_000_000;
  #timers: { at: number; fn: () => void }[] = [];

  now = () => this.#now;
  random = () => 1;
  pause = () => Promise.resolve();

  after = (milliseconds: number, fn: () => void) => {
    const timer = { at: this.#now + milliseconds, fn };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Lets time pass, timer by timer; what each timer starts settles before the next one. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.fn();
      await settle();
    }
    this.#now = end;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}
