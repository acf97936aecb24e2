import type { TraceSummary } from "../types.js";

/** Pixels of a usual character at the list's size. */
const CHARACTER = 7.3;

/** Pixels that a heading needs and that are left free beside a value; characters beyond which values are cut. */
const limits = {
  model: { heading: 50, inset: 10, longest: 22 },
  user: { heading: 44, inset: 10, longest: 15 },
  session: { heading: 50, inset: 0, longest: 14 },
  tags: { heading: 32, inset: 0, longest: 15 },
};

type Column = keyof typeof limits;

/** Widths of the columns whose values differ most in length, as CSS variables: as wide as their values, no wider. */
export function columnWidths(traces: readonly TraceSummary[]): Record<`--${Column}`, string> {
  const longest = { model: 0, user: 0, session: 0, tags: 0 };
  for (const { models, userId, sessionId, tags } of traces) {
    longest.model = Math.max(longest.model, lengthOf(models));
    longest.user = Math.max(longest.user, userId?.length ?? 0);
    longest.session = Math.max(longest.session, sessionId?.length ?? 0);
    // A tag's frame takes the place of two characters.
    if (tags.length > 0) longest.tags = Math.max(longest.tags, lengthOf(tags) + 2);
  }
  const width = (column: Column) => {
    const { heading, inset, longest: limit } = limits[column];
    return `${Math.max(heading, Math.ceil(inset + Math.min(longest[column], limit) * CHARACTER))}px`;
  };
  return { "--model": width("model"), "--user": width("user"), "--session": width("session"), "--tags": width("tags") };
}

/** The first value and, of several, a count of the others: `gpt-5-mini +2`. */
function lengthOf(values: readonly string[]): number {
  return (values[0]?.length ?? 0) + (values.length > 1 ? 3 : 0);
}
