/** Maps moments of a trace to shares of the axis, 0 at its start and 1 at its end. */
export interface Scale {
  startTime: number;
  /** Milliseconds that the axis spans; never 0. */
  length: number;
}

/** A line of the axis: where it stands, and how long after the start that is. */
export interface Tick {
  /** Share of the axis, 0 to 1. */
  at: number;
  /** Milliseconds after the start. */
  offset: number;
}

/** A bar's place on the axis, both as shares of it. */
export interface Bar {
  left: number;
  width: number;
}

const steps = [1, 2, 5];

/** The scale from the first moment to the last. */
export function createScale(startTime: number, endTime: number): Scale {
  return { startTime, length: Math.max(endTime - startTime, 0.001) };
}

/** Where a span from `startTime` to `endTime` lies; an open span reaches to the end of the axis. */
export function barOf(scale: Scale, startTime: number, endTime: number | undefined): Bar {
  const left = share(scale, startTime);
  const right = endTime === undefined ? 1 : share(scale, endTime);
  return { left, width: Math.max(0, right - left) };
}

/** Round ticks (1, 2 or 5 times a power of ten), as many as fit below `most`. */
export function ticksOf(scale: Scale, most: number): Tick[] {
  const step = roundUp(scale.length / Math.max(1, most));
  const count = Math.floor(scale.length / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => ({ at: (i * step) / scale.length, offset: i * step }));
}

function share(scale: Scale, moment: number): number {
  return Math.min(1, Math.max(0, (moment - scale.startTime) / scale.length));
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = steps.find((candidate) => candidate * power >= value * 0.999999) ?? 10;
  return step * power;
}
