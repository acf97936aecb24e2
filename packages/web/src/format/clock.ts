let offset = 0;

/** Learns the server's clock, which times in traces are compared with. */
export function setServerTime(epochMilliseconds: number): void {
  offset = epochMilliseconds - Date.now();
}

/** The server's current time, milliseconds since the epoch. */
export function serverNow(): number {
  return Date.now() + offset;
}
