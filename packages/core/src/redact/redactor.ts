import type { RedactOptions } from "../options.js";
import { createSecretKeys } from "./keys.js";
import { readPatterns } from "./patterns.js";

/** Hides secrets in values, before anything leaves the process. */
export interface Redactor {
  /**
   * Returns `value` itself where nothing had to be hidden, else a copy. Takes what JSON can say.
   * In tool definitions a secret key that leads to a JSON Schema describes a parameter, and stays.
   */
  value(value: unknown, toolDefinitions?: boolean): unknown;
  text(text: string): string;
  /** Whether JSON may hold something to hide. Far cheaper than hiding it, and wrong only in saying yes. */
  suspects(json: string): boolean;
}

const HIDDEN = "[REDACTED]";

/** Creates the redactor that the options describe; throws for a pattern that does not exist. */
export function createRedactor({ redact }: { redact: RedactOptions }): Redactor {
  const keys = createSecretKeys(redact.keys, redact.replaceDefaults);
  const patterns = readPatterns(redact.patterns);
  let schemas = false;
  const tests = [...new Set(patterns.map((pattern) => pattern.mayMatch))];

  function text(value: string): string {
    let clean = keys.hideInText(value);
    for (const pattern of patterns) clean = pattern.hide(clean);
    return clean;
  }

  function walk(value: unknown): unknown {
    if (typeof value === "string") return text(value);
    if (typeof value !== "object" || value === null) return value;
    return Array.isArray(value) ? list(value) : fields(value as Record<string, unknown>);
  }

  function list(value: unknown[]): unknown[] {
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const clean = walk(value[index]);
      if (clean !== value[index]) (copy ??= value.slice())[index] = clean;
    }
    return copy ?? value;
  }

  function fields(value: Record<string, unknown>): Record<string, unknown> {
    let copy: Record<string, unknown> | undefined;
    for (const key in value) {
      const clean = keys.has(key) && !(schemas && isSchema(value[key])) ? hidden(value[key]) : walk(value[key]);
      if (clean !== value[key]) (copy ??= { ...value })[key] = clean;
    }
    return copy ?? value;
  }

  function value(given: unknown, toolDefinitions = false): unknown {
    schemas = toolDefinitions;
    return walk(given);
  }

  return { value, text, suspects: (json) => keys.suspects(json) || tests.some((mayMatch) => mayMatch(json)) };
}

function hidden(value: unknown): unknown {
  return value === undefined || value === null ? value : HIDDEN;
}

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}
