const HIDDEN = "[REDACTED]";
const card = /(?<![\d.])[2-6](?:[ -]?\d){12,18}(?!\d)/g;
const ssn = /(?<!\d)(?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?!\d)/g;

/** Cards and social security numbers hold six characters in a row that are digits but for separators. */
const digits = /\d\d[\d -]\d[\d -]\d[\d -]*/g;
const suspect = /\d(?:[ -]?\d){12}|\d{3}-\d\d-\d{4}/;

/** Returns a text with card numbers hidden. */
export function hideCards(text: string): string {
  return mayHoldNumber(text) ? text.replace(card, (number) => (isCard(number) ? HIDDEN : number)) : text;
}

/** Returns a text with United States social security numbers hidden. */
export function hideSocialSecurity(text: string): string {
  return mayHoldNumber(text) ? text.replace(ssn, HIDDEN) : text;
}

/** Whether a text, or JSON with such a text in it, may hold one. Looks closely only around runs of digits. */
export function mayHoldNumber(text: string): boolean {
  digits.lastIndex = 0;
  for (let match = digits.exec(text); match; match = digits.exec(text)) {
    if (suspect.test(text.slice(Math.max(0, match.index - 5), digits.lastIndex))) return true;
  }
  return false;
}

/** Luhn's check digit. */
function isCard(text: string): boolean {
  let sum = 0;
  let position = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0) continue;
    const doubled = position++ % 2 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
