const POOL_BYTES = 4096;
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const bytes = new Uint8Array(POOL_BYTES);

let pool = "";
let used = 0;

/** 32 lowercase hex digits. */
export function newTraceId(): string {
  return take(32);
}

/** 16 lowercase hex digits. */
export function newSpanId(): string {
  return take(16);
}

/** Random bytes are drawn and turned into hex many at a time: an id is then a slice of a string. */
function take(digits: number): string {
  if (used + digits > pool.length) refill();
  used += digits;
  return pool.slice(used - digits, used);
}

function refill(): void {
  crypto.getRandomValues(bytes);
  let hex = "";
  for (const byte of bytes) hex += hexOfByte[byte];
  pool = hex;
  used = 0;
}
