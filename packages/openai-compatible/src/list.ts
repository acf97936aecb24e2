/** Takes a value for a list, without its gaps; what is none is an empty one. */
export function list<T>(value: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(value) ? value.filter(Boolean) : [];
}
