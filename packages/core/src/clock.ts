let origin = performance.timeOrigin;

/** Milliseconds since the epoch, monotonic between two calls of `anchor`, with fractions. */
export function now(): number {
  return origin + performance.now();
}

/**
 * Follows the system's clock, which moves against the monotonic one when the machine sleeps or is corrected.
 * Called where a trace begins, so that times inside one trace stay comparable.
 */
export function anchor(): void {
  const drift = Date.now() - now();
  if (drift > 100 || drift < -100) origin += drift;
}
