const HIDDEN = "[REDACTED]";
const SHORT = 256;

// Beginnings that prose hardly has, and as much of what follows as tells a key from a word.
const keys = [
  "sk-(?=[\\w-]*\\d)[\\w-]{16,}",
  "(?:[srp]k_(?:live|test)|gsk|hf|tr|npm|gh[pousr]|github_pat)_\\w{16,}",
  "(?:xai|glpat)-[\\w-]{16,}",
  "xox[a-z]-[\\w-]{10,}",
  "A(?:KIA|SIA)[0-9A-Z]{16}",
  "AIza[\\w-]{30,}",
  "eyJ[\\w-]{8,}\\.[\\w-]{8,}(?:\\.[\\w-]*)?",
].join("|");
const others =
  "-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|(?<=[Bb]earer\\s+)[\\w.~+/-]{8,}=*";
const secret = new RegExp(`(?<!\\w)(?:${keys})|${others}`, "g");
/** Without the word boundary: in JSON, a line break before a key ends with the letter n. */
const suspect = new RegExp(`${keys}|-----BEGIN|[Bb]earer`);

const hint = /[a-z][-_][\w-]{10}|A[KSI][Iz][Aa]|eyJ|-----B|[Bb]eare/;
const literals = ["AKIA", "ASIA", "AIza", "yJ", "-----B", "Beare", "beare"];
const prefix = /(?:sk|rk|pk|xai|glpat|hf|tr|npm|gh[pousr]|github|xox[a-z])$/;

/** Returns a text with its secrets hidden; the text itself where there is none. */
export function hideSecrets(text: string): string {
  return mayHoldSecret(text) ? text.replace(secret, HIDDEN) : text;
}

/**
 * Whether a text, or JSON with such a text in it, may hold a secret; wrong only in saying yes.
 *
 * A regular expression with all the beginnings costs a third of a `JSON.stringify` of the same text. Searching for
 * rare letters, and looking around every `-` and `_`, costs a tenth.
 */
export function mayHoldSecret(text: string): boolean {
  if (text.length < SHORT) return hint.test(text) && suspect.test(text);
  return literals.some((literal) => holds(text, literal)) || holdsKey(text, "_") || holdsKey(text, "-");
}

function holds(text: string, literal: string): boolean {
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1))
    if (isSuspect(text, at)) return true;
  return false;
}

function holdsKey(text: string, separator: string): boolean {
  for (let at = text.indexOf(separator, 2); at >= 0; at = text.indexOf(separator, at + 1)) {
    // Every key goes on for at least ten characters.
    if (isWord(text, at + 10) && isWord(text, at + 5) && isEnding(text, at) && isSuspect(text, at)) return true;
  }
  return false;
}

/** Whether what stands before `at` is the beginning of a key; told by two letters before it is read. */
function isEnding(text: string, at: number): boolean {
  return endings.has(pair(text, at)) && prefix.test(text.slice(Math.max(0, at - 6), at));
}

const endings = new Set<number>();
for (const letters of "sk rk pk ai at hf tr pm hp ho hu hs hr ub".split(" ")) endings.add(pair(letters, 2));
for (const letter of "abcdefghijklmnopqrstuvwxyz") endings.add(pair(`x${letter}`, 2));

function pair(text: string, end: number): number {
  return (text.charCodeAt(end - 2) << 16) | text.charCodeAt(end - 1);
}

/** Whether a secret begins shortly before `at`. */
function isSuspect(text: string, at: number): boolean {
  return suspect.test(text.slice(Math.max(0, at - 12), at + 400));
}

function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91) || code === 95 || code === 45
  );
}
