import type { Message } from "../../api/types.js";
import type { Database, Row } from "./database.js";
import { unpackReferences } from "./reference.js";

const earlierTraces = 20;
const earlierCalls = 200;

/**
 * How many leading messages of a call an earlier call of the trace or session has already seen. The answer of
 * that call counts as seen where it follows: it comes back as a message of the assistant.
 */
export function seenBefore(database: Database, trace: Row, span: Row, messages: number[], texts: Message[]): number {
  let seen = 0;
  for (const earlier of earlierInputs(database, trace, span)) {
    let same = 0;
    while (same < earlier.length && same < messages.length && earlier[same] === messages[same]) same++;
    if (same > 0 && same === earlier.length && texts[same]?.role === "assistant") same++;
    seen = Math.max(seen, same);
  }
  return seen;
}

function earlierInputs(database: Database, trace: Row, span: Row): number[][] {
  const traces =
    trace.session_id === null
      ? [trace.id]
      : database
          .all<{ id: number }>(
            "SELECT id FROM traces WHERE project = ? AND session_id = ? AND start <= ? ORDER BY start DESC LIMIT ?",
            trace.project as number,
            trace.session_id as string,
            span.start as number,
            earlierTraces,
          )
          .map(({ id }) => id);
  const rows = database.all<{ refs: Uint8Array }>(
    `SELECT refs FROM spans JOIN payloads ON span = id
     WHERE trace IN (SELECT value FROM json_each(?)) AND call IN (1, 2) AND start < ? ORDER BY start DESC LIMIT ?`,
    JSON.stringify(traces),
    span.start as number,
    earlierCalls,
  );
  return rows.map(({ refs }) => unpackReferences(refs).inputMessages);
}
