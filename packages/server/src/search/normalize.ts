/** Version of the normaliser: an index made by another one must be made anew. */
export const normalizerVersion = 1;

const plain = /^[\x20-\x7e\s]*$/;
const marks = /\p{M}+/gu;
const tatweel = /\u0640/g;
const arabicArticle = /(^|[^\p{L}\p{N}])(?:\u0648)?\u0627\u0644(?=\p{L}{2})/gu;
const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

/**
 * Brings text to the words that are indexed: one case, one width, no marks, no Arabic article or tatweel;
 * scripts written without spaces as overlapping pairs of characters.
 */
export function normalize(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  const letters = text.normalize("NFKD").replace(marks, "").normalize("NFC").toLowerCase();
  return letters.replace(tatweel, "").replace(arabicArticle, "$1").replace(ideographs, pairs);
}

function pairs(run: string): string {
  const characters = Array.from(run);
  if (characters.length < 2) return ` ${run} `;
  return ` ${characters
    .slice(1)
    .map((character, i) => characters[i] + character)
    .join(" ")} `;
}

const separators = /[^\p{L}\p{N}\p{Co}]+/u;

/** The words of normalised text, as the index sees them. */
export function wordsOf(normalized: string): string[] {
  return normalized.split(separators).filter((word) => word !== "");
}
