import { TraceError } from "../error.js";
import type { RedactOptions } from "../options.js";
import { hideSecrets } from "./secrets.js";

/** Returns a text with every match hidden; the text itself where there is none. */
export type Hide = (text: string) => string;

const HIDDEN = "[REDACTED]";
const card = /(?<![\d.])[2-6](?:[ -]?\d){12,18}(?!\d)/g;
const ssn = /(?<!\d)(?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?!\d)/g;
const email = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g;
const phone = /(?<![\w.+-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{2,4})[ .-]?\d{3,4}[ .-]\d{3,4}(?![\w-])/g;
const ip = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[\da-f]{1,4}:){2,7}(?::?[\da-f]{1,4}){1,6}(?![\w:])/gi;

const builtIn: Readonly<Record<string, Hide>> = {
  secrets: hideSecrets,
  cards: (text) =>
    hasNumber(text, card) ? text.replace(card, (digits) => (isCard(digits) ? HIDDEN : digits)) : text,
  ssn: (text) => (hasNumber(text, ssn) ? text.replace(ssn, HIDDEN) : text),
  email: (text) => (text.includes("@") ? text.replace(email, HIDDEN) : text),
  phone: (text) => text.replace(phone, HIDDEN),
  ip: (text) => text.replace(ip, HIDDEN),
};

/** Returns what the chosen patterns hide. Throws for a name that is not built in. */
export function readPatterns(chosen: RedactOptions["patterns"] = ["secrets", "cards", "ssn"]): Hide[] {
  return chosen.map((choice) => {
    if (typeof choice !== "string") return own(choice instanceof RegExp ? choice : choice.pattern);
    if (Object.hasOwn(builtIn, choice)) return builtIn[choice]!;
    throw new TraceError(
      "invalid-redact",
      `redact.patterns has no built-in pattern "${choice}"; there are ${Object.keys(builtIn).join(", ")}`,
    );
  });
}

function own(pattern: RegExp): Hide {
  const all = new RegExp(pattern.source, pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`);
  return (text) => text.replace(all, HIDDEN);
}

/** Card and social security numbers hold six characters in a row that are digits but for separators. */
const digits = /\d\d[\d -]\d[\d -]\d[\d -]*/g;

/** Looks closely only around such characters, which costs a twentieth of looking closely everywhere. */
function hasNumber(text: string, number: RegExp): boolean {
  digits.lastIndex = 0;
  for (let match = digits.exec(text); match; match = digits.exec(text)) {
    if (text.slice(Math.max(0, match.index - 5), digits.lastIndex + 1).search(number) >= 0) return true;
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
