/** Whether a call failed because its caller gave up. SDK copies differ in their classes, so names decide. */
export function isAbort(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { name } = error as { name?: unknown };
  return name === "AbortError" || /UserAbort/.test(error.constructor?.name ?? "");
}
