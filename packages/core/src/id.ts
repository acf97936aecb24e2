const POOL_DIGITS = 4096;
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

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

/** Digits are drawn many at a time: an id is then a slice of a string. */
function take(digits: number): string {
  if (used + digits > pool.length) refill();
  used += digits;
  return pool.slice(used - digits, used);
}

/** Ids are no secrets, and to load Node's crypto for them would take longer than all the rest of the start. */
function refill(): void {
  let hex = "";
  while (hex.length < POOL_DIGITS) {
    const bits = (Math.random() * 2 ** 32) >>> 0;
    hex +=
      hexOfByte[bits >>> 24]! + hexOfByte[(bits >>> 16) & 255] + hexOfByte[(bits >>> 8) & 255] + hexOfByte[bits & 255];
  }
  pool = hex;
  used = 0;
}
