import { reportInternalError } from "../log.js";
import type { ScoreRecord } from "../record.js";
import type { Redactor } from "../redact/redactor.js";
import type { FinishedSpan } from "./exporter.js";
import type { Finish } from "./finish.js";
import type { Entry } from "./queue.js";

/** Records on their way, as one request will carry them. */
export interface Parcel {
  spans: FinishedSpan[];
  scores: ScoreRecord[];
  count: number;
  /** What its records weighed in memory. */
  size: number;
  /** Place in line of its first record. */
  first: number;
  /** Under which the disk holds it too. */
  ticket: string | undefined;
}

/** Puts an entry into a parcel, ready to leave the process. False when it could not be done. */
export type Packer = (parcel: Parcel, entry: Entry) => boolean;

/** Creates the packer of one client. */
export function createPacker(finish: Finish, redactor: Redactor): Packer {
  return (parcel, { span, score }) => {
    try {
      if (span) parcel.spans.push(finish(span));
      if (score) parcel.scores.push(cleanScore(score, redactor));
      return true;
    } catch (error) {
      reportInternalError(error, "finish a span");
      return false;
    }
  };
}

/** Returns a score as it may leave the process. */
export function cleanScore(score: ScoreRecord, redactor: Redactor): ScoreRecord {
  const { comment, value } = score;
  return {
    ...score,
    value: typeof value === "string" ? redactor.text(value) : value,
    ...(comment !== undefined && { comment: redactor.text(comment) }),
  };
}

/** Divides a parcel that a target found too large. */
export function halve({ spans, scores, count, size, first }: Parcel): Parcel[] {
  const middle = count >> 1;
  return [
    {
      spans: spans.slice(0, middle),
      scores: scores.slice(0, middle),
      count: middle,
      size: size / 2,
      first,
      ticket: undefined,
    },
    {
      spans: spans.slice(middle),
      scores: scores.slice(middle),
      count: count - middle,
      size: size / 2,
      first,
      ticket: undefined,
    },
  ];
}
