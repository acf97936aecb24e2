/** Copies a value that came out of `JSON.parse`, so that nobody else can change it. */
export function copy<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  const target: Record<string, unknown> = {};
  for (const key of Object.keys(value)) target[key] = copy((value as Record<string, unknown>)[key]);
  return target as T;
}
