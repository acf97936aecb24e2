import type { SpanDetail } from "../../api/types.js";

/** Cuts every string that is longer than `limit` characters (0 for none), and lists what was cut. */
export function cutStrings(detail: SpanDetail, limit: number): SpanDetail {
  if (limit === 0) return detail;
  const cut: SpanDetail["cut"] = [];
  const walk = (value: unknown, path: string): unknown => {
    if (typeof value === "string") {
      if (value.length <= limit) return value;
      cut.push({ path, length: value.length });
      return value.slice(0, limit);
    }
    if (Array.isArray(value)) return value.map((item, i) => walk(item, `${path}.${i}`));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, walk(item, path === "" ? key : `${path}.${key}`)]),
    );
  };
  return { ...(walk(detail, "") as SpanDetail), cut };
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
