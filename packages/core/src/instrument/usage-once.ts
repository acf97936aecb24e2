const MAX_KEYS = 10_000;
const seen = new Set<string>();

/** Whether usage with this key was not recorded before. The oldest keys are forgotten. */
export function isFirstUsage(key: string): boolean {
  if (seen.has(key)) return false;
  if (seen.size >= MAX_KEYS) seen.delete(seen.values().next().value as string);
  seen.add(key);
  return true;
}
