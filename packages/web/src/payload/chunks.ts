/**
 * Divides a text into chunks of about `size` characters, at line breaks where there are any.
 *
 * The browser lays out only the chunks in view, which it could not do for one text of megabytes. The break
 * between two chunks is left out, since chunks stand below each other.
 */
export function chunksOf(text: string, size: number): string[] {
  const chunks: string[] = [];
  for (let from = 0; from < text.length; ) {
    if (text.length - from <= size) {
      chunks.push(text.slice(from));
      break;
    }
    const end = text.lastIndexOf("\n", from + size);
    if (end > from) {
      chunks.push(text.slice(from, end));
      from = end + 1;
    } else {
      const cut = from + size + (isPairSplit(text, from + size) ? 1 : 0);
      chunks.push(text.slice(from, cut));
      from = cut;
    }
  }
  return chunks;
}

function isPairSplit(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
}
