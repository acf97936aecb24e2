/** A place in an ordered list: the sort value and the key of the last item that was given out. */
export interface Cursor {
  value: number;
  key: string;
}

export function encodeCursor(value: number, key: string | number): string {
  return Buffer.from(JSON.stringify([value, String(key)])).toString("base64url");
}

/** Undefined for a cursor that is missing or none of ours: the list then starts at its beginning. */
export function decodeCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const [value, key] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as unknown[];
    return typeof value === "number" && typeof key === "string" ? { value, key } : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts a list that was read with one item too many, and says where the next page begins. */
export function pageOf<T, U>(
  rows: T[],
  limit: number,
  cursorOf: (row: T) => string,
  toItem: (row: T) => U,
): { items: U[]; nextCursor?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? cursorOf(last) : undefined;
  return { items: shown.map(toItem), nextCursor };
}
