import { now } from "./clock.js";
import { newSpanId } from "./id.js";
import type { ScoreDataType, ScoreRecord } from "./record.js";

/** What `score` takes. Without any id the current trace is meant. */
export interface ScoreInput {
  traceId?: string;
  spanId?: string;
  sessionId?: string;
  name: string;
  /** A number, a yes or no, or a label. No range is enforced. */
  value: number | boolean | string;
  /** `"boolean"` makes 0 and 1 a no and a yes. @default told by the value */
  dataType?: ScoreDataType;
  comment?: string;
}

/** Returns the score as it is sent; throws a `TypeError` that names what is wrong with it. */
export function readScore(input: ScoreInput): ScoreRecord {
  if (typeof input.name !== "string" || !input.name) throw new TypeError("a score needs a name");
  const { dataType, value } = readValue(input);
  return {
    id: newSpanId() + newSpanId(),
    ...(input.traceId && { traceId: input.traceId }),
    ...(input.spanId && { spanId: input.spanId }),
    ...(input.sessionId && { sessionId: input.sessionId }),
    name: input.name,
    value,
    dataType,
    ...(input.comment && { comment: input.comment }),
    source: "api",
    timestamp: now(),
  };
}

function readValue({ name, value, dataType }: ScoreInput): Pick<ScoreRecord, "value" | "dataType"> {
  if (dataType === "boolean" && (value === 0 || value === 1)) return { dataType, value: value === 1 };
  const own = typeOf(name, value);
  if (dataType === "categorical") return { dataType, value: String(value) };
  if (dataType && dataType !== own) {
    throw new TypeError(`score "${name}" is said to be ${dataType}, but its value is ${JSON.stringify(value)}`);
  }
  return { dataType: own, value };
}

function typeOf(name: string, value: unknown): ScoreDataType {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number" && Number.isFinite(value)) return "numeric";
  if (typeof value === "string") return "categorical";
  throw new TypeError(`score "${name}" needs a finite number, a boolean or a string, got ${String(value)}`);
}
