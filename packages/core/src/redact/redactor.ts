import type { ResolvedOptions } from "../options.js";

/** Hides secrets in values, before anything leaves the process. */
export interface Redactor {
  /** Returns `value` itself where nothing had to be hidden, else a copy. */
  value(value: unknown): unknown;
  text(text: string): string;
}

/** Creates the redactor that the options describe. */
export function createRedactor(_options: Pick<ResolvedOptions, "redact">): Redactor {
  return { value: (value) => value, text: (text) => text };
}
