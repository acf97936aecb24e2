import type { AttributeValue, ScoreRecord } from "../record.js";
import { conventions as names, own } from "../wire.js";
import type { FinishedSpan } from "./exporter.js";
import { finished } from "./finished.js";

/**
 * Returns a score as the conventions' `gen_ai.evaluation.result`, for targets that know no scores: an event on a span
 * without duration, below the span that was judged. Its ids come from the score's, so sending it twice is harmless.
 */
export function toEvaluation(score: ScoreRecord): FinishedSpan {
  const { id, name, value, traceId, spanId, sessionId, comment, timestamp } = score;
  const said: Record<string, AttributeValue> = { [names.evaluationName]: name };
  if (typeof value === "string") said[names.evaluationLabel] = value;
  else said[names.evaluationValue] = Number(value);
  if (typeof value === "boolean") said[names.evaluationLabel] = String(value);
  if (comment) said[names.evaluationExplanation] = comment;
  return finished({
    traceId: traceId ?? id,
    spanId: id.slice(0, 16),
    parentId: spanId,
    name: "gen_ai.evaluation.result",
    type: "event",
    kind: "internal",
    startTime: timestamp,
    endTime: timestamp,
    status: "unset",
    level: "DEFAULT",
    error: undefined,
    usage: undefined,
    cost: undefined,
    attributes: { [own.type]: "event", ...said, ...(sessionId && { [names.sessionId]: sessionId }) },
    events: [{ name: "gen_ai.evaluation.result", time: timestamp, attributes: said }],
    links: [],
  });
}
