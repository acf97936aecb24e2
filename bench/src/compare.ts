/** What tracing adds to a bare call. */
export interface Added {
  /** Microseconds of wall time per call, as the caller sees it. */
  latency: number;
  /** Microseconds of CPU per call, export included. */
  cpu: number;
}

/** Two ways of running the same call; blocks of both alternate, so that noise of the machine hits both. */
export interface Comparison {
  bare(): Promise<unknown>;
  traced(): Promise<unknown>;
  /** Switches tracing on or off between blocks. */
  toggle(on: boolean): void;
  /** Sends what the traced block left, inside its CPU time and outside its latency. */
  settle(): Promise<unknown>;
  /** Calls per block. */
  block: number;
  blocks: number;
}

interface Block {
  latency: number;
  cpu: number;
}

/** Returns the medians over pairs of neighbouring blocks. */
export async function compare(comparison: Comparison): Promise<Added> {
  const pairs: Added[] = [];
  // The first pairs warm the compiler up.
  for (let index = -3; index < comparison.blocks; index++) {
    const bare = await runBlock(comparison, false);
    const traced = await runBlock(comparison, true);
    if (index >= 0) pairs.push({ latency: traced.latency - bare.latency, cpu: traced.cpu - bare.cpu });
  }
  return { latency: median(pairs.map(({ latency }) => latency)), cpu: median(pairs.map(({ cpu }) => cpu)) };
}

async function runBlock({ bare, traced, toggle, settle, block }: Comparison, on: boolean): Promise<Block> {
  toggle(on);
  const call = on ? traced : bare;
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const times: number[] = [];
  for (let index = 0; index < block; index++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  await settle();
  const { user, system } = process.cpuUsage(cpu);
  return { latency: median(times) * 1000, cpu: (user + system) / block };
}

/** The middle of `values`. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
