import type { SpanDetail } from "../../api/types.js";

/** Levels that an answer shows: deeper ones would take the whole stack, here and at the reader. */
const deepest = 500;

/** Cuts every string that is longer than `limit` characters (0 for none), and lists what was cut. */
export function cutStrings(detail: SpanDetail, limit: number): SpanDetail {
  const cut: SpanDetail["cut"] = [];
  const walk = (value: unknown, path: string, depth: number): unknown => {
    if (typeof value === "string") {
      if (limit === 0 || value.length <= limit) return value;
      cut.push({ path, length: value.length });
      return value.slice(0, limit);
    }
    if (value === null || typeof value !== "object") return value;
    if (depth > deepest) return "…";
    if (Array.isArray(value)) return value.map((item, i) => walk(item, `${path}.${i}`, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, walk(item, path === "" ? key : `${path}.${key}`, depth + 1)]),
    );
  };
  return { ...(walk(detail, "", 0) as SpanDetail), cut };
}

/** The string that a path leads to. A key may itself contain dots, so each step tries the longest key. */
export function stringAt(value: unknown, path: string): string | undefined {
  if (path === "") return typeof value === "string" ? value : undefined;
  if (value === null || typeof value !== "object") return undefined;
  for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) {
    const key = path.slice(0, end);
    if (!Object.hasOwn(value, key)) continue;
    const found = stringAt((value as Record<string, unknown>)[key], path.slice(end + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
