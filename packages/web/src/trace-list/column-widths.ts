import type { TraceSummary } from "../types.js";

/**
 * In pixels: what a column's heading needs, what is left free beside a value, and a usual character; and the
 * characters beyond which values are cut.
 */
const columns = {
  model: { heading: 50, inset: 12, character: 7.1, longest: 22 },
  user: { heading: 44, inset: 12, character: 7.1, longest: 13 },
  session: { heading: 50, inset: 2, character: 7.1, longest: 14 },
  tags: { heading: 32, inset: 16, character: 6, longest: 15 },
};

type Column = keyof typeof columns;

/** Widths of the columns whose values differ most in length, as CSS variables: as wide as their values, no wider. */
export function columnWidths(traces: readonly TraceSummary[]): Record<`--${Column}`, string> {
  const longest = { model: 0, user: 0, session: 0, tags: 0 };
  for (const { models, userId, sessionId, tags } of traces) {
    longest.model = Math.max(longest.model, lengthOf(models));
    longest.user = Math.max(longest.user, userId?.length ?? 0);
    longest.session = Math.max(longest.session, sessionId?.length ?? 0);
    longest.tags = Math.max(longest.tags, lengthOf(tags));
  }
  const width = (column: Column) => {
    const { heading, inset, character, longest: limit } = columns[column];
    return `${Math.max(heading, Math.ceil(inset + Math.min(longest[column], limit) * character))}px`;
  };
  return { "--model": width("model"), "--user": width("user"), "--session": width("session"), "--tags": width("tags") };
}

/** The first value and, of several, a count of the others: `gpt-5-mini +2`. */
function lengthOf(values: readonly string[]): number {
  return (values[0]?.length ?? 0) + (values.length > 1 ? 3 : 0);
}
