import { createHash, randomBytes } from "node:crypto";

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Makes a key: `tr_` and 32 letters and digits, 190 bits of chance. */
export function newKey(): string {
  let key = "";
  while (key.length < 32) {
    for (const byte of randomBytes(48)) if (byte < 248 && key.length < 32) key += letters[byte % 62];
  }
  return `tr_${key}`;
}

/** Keys are stored and looked up by their hash alone. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** A key as it is stored: by its hash, with enough of it to be told from others. */
export function describeKey(key: string, name: string, project: string) {
  return { hash: hashKey(key), prefix: key.slice(0, 8), name, project };
}
