import { TraceError } from "../error.js";
import type { RedactOptions } from "../options.js";
import { hideCards, hideSocialSecurity, mayHoldNumber } from "./numbers.js";
import { isPatternName, type PatternName, patternNames } from "./pattern-name.js";
import { hideSecrets, mayHoldSecret } from "./secrets.js";

/** Hides what matches in a text. */
export interface Pattern {
  hide(text: string): string;
  /** Whether a text, or JSON with such a text in it, may match; wrong only in saying yes. */
  mayMatch(text: string): boolean;
}

const always = () => true;
const email = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/;
const phone = /(?<![\w.+-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{2,4})[ .-]?\d{3,4}[ .-]\d{3,4}(?![\w-])/;
const ip =
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[\da-f]{1,4}:){2,7}(?::?[\da-f]{1,4}){1,6}(?![\w:])/i;

const builtIn: Readonly<Record<PatternName, Pattern>> = {
  secrets: { hide: hideSecrets, mayMatch: mayHoldSecret },
  cards: { hide: hideCards, mayMatch: mayHoldNumber },
  ssn: { hide: hideSocialSecurity, mayMatch: mayHoldNumber },
  email: own(email),
  phone: own(phone),
  ip: own(ip),
};

/** Returns the chosen patterns. Throws for a name that is not built in. */
export function readPatterns(chosen: RedactOptions["patterns"] = ["secrets", "cards", "ssn"]): Pattern[] {
  return chosen.map((choice) => {
    if (typeof choice !== "string") return own(choice instanceof RegExp ? choice : choice.pattern);
    if (isPatternName(choice)) return builtIn[choice];
    throw new TraceError(
      "invalid-redact",
      `redact.patterns has no built-in pattern "${choice}"; there are ${patternNames.join(", ")}`,
    );
  });
}

function own(pattern: RegExp): Pattern {
  const all = new RegExp(pattern.source, pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`);
  return { hide: (text) => text.replace(all, "[REDACTED]"), mayMatch: always };
}
