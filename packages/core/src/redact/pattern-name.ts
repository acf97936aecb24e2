/** Names of the built-in patterns. They are known before the redactor is loaded, so that a wrong one throws in `init`. */
export const patternNames = ["secrets", "cards", "ssn", "email", "phone", "ip"] as const;

/** Name of a built-in pattern. */
export type PatternName = (typeof patternNames)[number];

/** Returns whether a pattern of that name is built in. */
export function isPatternName(name: string): name is PatternName {
  return (patternNames as readonly string[]).includes(name);
}
