import type { AttributeValue } from "../record.js";
import { conventions, own } from "../wire.js";
import type { FinishedSpan } from "./exporter.js";

type Fields = Omit<FinishedSpan, "input" | "output">;

/** A finished span. Its content is kept once, as the attributes that go on the wire. */
class Finished {
  declare readonly attributes: FinishedSpan["attributes"];

  constructor(fields: Fields) {
    Object.assign(this, fields);
  }

  get input(): unknown {
    return first(this.attributes, conventions.inputMessages, conventions.toolArguments, own.input);
  }

  get output(): unknown {
    return first(this.attributes, conventions.outputMessages, conventions.toolResult, own.output);
  }
}

/** Completes a span with its content, read from the attributes when somebody asks. */
export function finished(fields: Fields): FinishedSpan {
  return new Finished(fields) as Finished & Fields;
}

function first(attributes: Readonly<Record<string, AttributeValue>>, ...names: string[]): unknown {
  const text = names.map((name) => attributes[name]).find((value) => value !== undefined);
  return typeof text === "string" ? JSON.parse(text) : undefined;
}
