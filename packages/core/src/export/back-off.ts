import type { World } from "./world.js";

const FIRST_DELAY = 1000;
const MAX_DELAY = 30_000;

/** The rest between attempts at a target that cannot take anything now: growing, with jitter, unless it says how long. */
export class BackOff {
  readonly #world: World;
  readonly #ended: () => void;
  #failures = 0;
  #end: (() => void) | undefined;
  /** Resolves when the rest is over; `undefined` while there is none. */
  over: Promise<void> | undefined;

  constructor(world: World, ended: () => void) {
    this.#world = world;
    this.#ended = ended;
  }

  /** Begins a rest of so many milliseconds, of its own choice for 0. */
  begin(milliseconds = 0): void {
    if (this.over) return;
    const delay = Math.min(FIRST_DELAY * 2 ** this.#failures++, MAX_DELAY) * (0.5 + this.#world.random() / 2);
    this.over = new Promise((resolve) => {
      const cancel = this.#world.after(milliseconds || delay, () => this.end());
      this.#end = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Ends the rest early, or on time. */
  end(): void {
    if (!this.over) return;
    this.over = undefined;
    this.#end?.();
    this.#ended();
  }

  /** The target answers again. */
  recovered(): void {
    this.#failures = 0;
  }
}
