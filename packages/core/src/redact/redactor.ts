import type { RedactOptions } from "../options.js";
import { createSecretKeys } from "./keys.js";
import { readPatterns } from "./patterns.js";

/** Hides secrets in values, before anything leaves the process. */
export interface Redactor {
  /** Returns `value` itself where nothing had to be hidden, else a copy. Takes what JSON can say. */
  value(value: unknown): unknown;
  text(text: string): string;
  /** Whether JSON may hold something to hide. Far cheaper than hiding it, and wrong only in saying yes. */
  suspects(json: string): boolean;
}

const HIDDEN = "[REDACTED]";

/** Creates the redactor that the options describe; throws for a pattern that does not exist. */
export function createRedactor({ redact }: { redact: RedactOptions }): Redactor {
  const keys = createSecretKeys(redact.keys, redact.replaceDefaults);
  const patterns = readPatterns(redact.patterns);
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
      const clean = keys.has(key) && !isSchema(value, key) ? hidden(value[key]) : walk(value[key]);
      if (clean !== value[key]) (copy ??= { ...value })[key] = clean;
    }
    return copy ?? value;
  }

  return { value: walk, text, suspects: (json) => keys.suspects(json) || tests.some((mayMatch) => mayMatch(json)) };
}

function hidden(value: unknown): unknown {
  return value === undefined || value === null ? value : HIDDEN;
}

/** In a tool's JSON Schema a secret key describes a parameter and holds no secret. */
function isSchema(fields: Record<string, unknown>, key: string): boolean {
  const schema = fields[key] as { type?: unknown; description?: unknown } | null;
  const kinds = typeof schema === "object" && schema !== null && !Array.isArray(schema) ? schema.type : undefined;
  return typeof kinds === "string" && jsonTypes.has(kinds);
}

const jsonTypes = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);
