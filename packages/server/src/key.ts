import { randomBytes } from "node:crypto";

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Makes a key: `tr_` and 32 letters and digits, 190 bits of chance. */
export function newKey(): string {
  let key = "";
  while (key.length < 32) {
    for (const byte of randomBytes(48)) if (byte < 248 && key.length < 32) key += letters[byte % 62];
  }
  return `tr_${key}`;
}
