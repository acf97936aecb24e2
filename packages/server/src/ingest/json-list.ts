/**
 * Splits the text of a JSON array into the texts of its elements, without parsing them: a conversation is
 * mostly strings, which `indexOf` crosses at memory speed. Returns undefined where the text is no array.
 */
export function splitList(text: string): string[] | undefined {
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== 0x5b) return undefined;
  const elements: string[] = [];
  let start = ++at;
  for (let depth = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && depth > 0) depth--;
    else if (depth === 0 && (code === 0x2c || code === 0x5d)) {
      const element = text.slice(start, at).trim();
      if (element !== "") elements.push(element);
      if (code === 0x5d) return elements;
      start = at + 1;
    }
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** Position of the quote that closes the string opened at `at`. */
function endOfString(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return quote;
  }
  return text.length;
}

/** The elements of a list that came as JSON text or as a list; undefined where it is neither. */
export function listOf(value: unknown): string[] | undefined {
  if (typeof value === "string") return splitList(value);
  if (Array.isArray(value)) return value.map((element) => JSON.stringify(element));
  return undefined;
}

/** JSON text of a value that may be JSON text already. */
export function jsonText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && isJson(value)) return value;
  return JSON.stringify(value);
}

/** JSON text of an object, or undefined where the value is none. */
export function jsonObjectText(value: unknown): string | undefined {
  const text = jsonText(value);
  return text?.trimStart().startsWith("{") ? text : undefined;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{"\-\dtfn]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
