import type { SpanDetail, TextPiece } from "../types.js";

/** Knows which strings of a payload arrived cut, and reads what is missing. */
export interface TextSource {
  /** Whole length in characters of the string at a path; `undefined` when it arrived whole. */
  wholeLength(path: string): number | undefined;
  read(path: string, offset: number): Promise<TextPiece>;
}

/** The source of a span's payload. */
export function createTextSource(
  span: Pick<SpanDetail, "cut">,
  read: (path: string, offset: number) => Promise<TextPiece>,
): TextSource {
  const lengths = new Map(span.cut.map(({ path, length }) => [path, length]));
  return { wholeLength: (path) => lengths.get(path), read };
}
