/** Reads what this browser keeps under a name. */
export function readStored(key: string): string | undefined {
  return storage()?.getItem(key) ?? undefined;
}

/** Keeps a value in this browser. */
export function writeStored(key: string, value: string): void {
  storage()?.setItem(key, value);
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    // A browser that blocks storage throws on access; what is kept then lasts for the visit.
    return undefined;
  }
}
