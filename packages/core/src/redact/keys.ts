const defaults = [
  "password",
  "secret",
  "token",
  "api_key",
  "apikey",
  "auth",
  "authorization",
  "access_token",
  "refresh_token",
  "private_key",
  "credential",
  "ssn",
  "credit_card",
  "card_number",
  "cvv",
];

const MAX_REMEMBERED = 5000;

/** Tells which keys are secret, and finds them in JSON that is written inside a text. */
export interface SecretKeys {
  has(key: string): boolean;
  /** Whether JSON may have such a key; wrong only in saying yes. */
  suspects(json: string): boolean;
  /** Replaces the values of secret keys in JSON, escaped or cut JSON included. */
  hideInText(text: string): string;
}

/** Creates the list of secret keys; case and separators do not matter. */
export function createSecretKeys(own: readonly string[] = [], replaceDefaults = false): SecretKeys {
  const names = new Set([...(replaceDefaults ? [] : defaults), ...own].map(plain).filter(Boolean));
  const remembered = new Map<string, boolean>();
  const inText = new RegExp(`(\\\\*)"(?:${[...names].map(spaced).join("|")})\\1"\\s*:\\s*`, "gi");
  const endings = new Set([...names].map((name) => ending(name, name.length)));
  return {
    has(key) {
      let secret = remembered.get(key);
      if (secret === undefined) {
        secret = names.has(plain(key));
        if (remembered.size < MAX_REMEMBERED) remembered.set(key, secret);
      }
      return secret;
    },
    suspects: (json) => mayHoldKey(json, endings),
    hideInText: (text) => (mayHoldKey(text, endings) ? hideValues(text, inText) : text),
  };
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[-_\s.]/g, "");
}

/** A pattern for a key with separators anywhere. */
function spaced(key: string): string {
  return [...key].map((letter) => letter.replace(/[^\p{L}\p{N}]/u, "\\$&")).join("[-_\\s.]?");
}

/** Whether a key in a text ends like a secret one; a third of the price of looking for the keys themselves. */
function mayHoldKey(text: string, endings: ReadonlySet<number>): boolean {
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 1)) {
    if (endings.has(ending(text, at - backslashes(text, at)))) return true;
  }
  return false;
}

/** The last two letters before `end`, in any case, as one number. */
function ending(text: string, end: number): number {
  return ((text.charCodeAt(end - 2) | 32) << 16) | (text.charCodeAt(end - 1) | 32);
}

function hideValues(text: string, keys: RegExp): string {
  let result = "";
  let from = 0;
  keys.lastIndex = 0;
  for (let match = keys.exec(text); match; match = keys.exec(text)) {
    const quote = `${match[1]}"`;
    const end = valueEnd(text, keys.lastIndex, quote);
    result += `${text.slice(from, keys.lastIndex)}${quote}[REDACTED]${quote}`;
    from = keys.lastIndex = end;
  }
  return from === 0 ? text : result + text.slice(from);
}

/** Where the JSON value at `start` ends; the end of the text when it was cut. */
function valueEnd(text: string, start: number, quote: string): number {
  if (text.startsWith(quote, start)) return stringEnd(text, start, quote);
  if (text[start] !== "{" && text[start] !== "[")
    return start + /^[^\s,}\]]*/.exec(text.slice(start, start + 400))![0].length;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith(quote, at)) at = stringEnd(text, at, quote) - 1;
    else if (text[at] === "{" || text[at] === "[") depth++;
    else if ((text[at] === "}" || text[at] === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}

/** A string inside a string has its quotes escaped once more: of several backslashes only some belong to the quote. */
function stringEnd(text: string, start: number, quote: string): number {
  const depth = quote.length - 1;
  for (let at = text.indexOf('"', start + quote.length); at >= 0; at = text.indexOf('"', at + 1)) {
    if (backslashes(text, at) % (2 * depth + 2) === depth) return at + 1;
  }
  return text.length;
}

function backslashes(text: string, before: number): number {
  let count = 0;
  while (text[before - 1 - count] === "\\") count++;
  return count;
}
