/**
 * Decides whether a trace is kept, by its id alone: every process that sees the trace decides the same.
 * The last 52 bits are compared, which W3C trace ids of level 2 promise to be random.
 */
export function isSampled(traceId: string, rate: number): boolean {
  return rate >= 1 || Number.parseInt(traceId.slice(-13), 16) / 2 ** 52 < rate;
}
