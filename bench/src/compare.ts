/** What tracing adds to a bare call. */
export interface Added {
  /** Microseconds of wall time per call, as the caller sees it. */
  latency: number;
  /** Microseconds of CPU per call, export included. */
  cpu: number;
}

/** The same call without and with tracing; blocks of both alternate, so that noise of the machine hits both. */
export interface Comparison {
  /** May return the milliseconds that count, where they are not those of the whole call. */
  bare(): Promise<unknown>;
  traced(): Promise<unknown>;
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

async function runBlock({ bare, traced, settle, block }: Comparison, on: boolean): Promise<Block> {
  const call = on ? traced : bare;
  // Without a collection in between: a full one takes hidden classes with it, and the block would measure learning them.
  const cpu = process.cpuUsage();
  const times: number[] = [];
  for (let index = 0; index < block; index++) {
    const start = performance.now();
    const own = await call();
    times.push(typeof own === "number" ? own : performance.now() - start);
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
