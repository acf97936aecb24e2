import { conventions, own } from "@trace/core/wire";
import type { SpanError } from "../api/types.js";
import type { Attributes, OtlpSpan } from "../receive/otlp.js";
import { takeNumber, takeString } from "./take.js";

/** An error and, apart from it, its stack, which lists never show. */
export interface ReadError {
  error?: SpanError;
  stack?: string;
}

/** Reads what went wrong from the status, the error attributes and the exception event. */
export function readError(span: OtlpSpan): ReadError {
  const exception = takeException(span);
  const type = takeString(span.attributes, conventions.errorType) ?? exception.type;
  const statusCode = takeNumber(span.attributes, own.errorStatusCode);
  const requestId = takeString(span.attributes, own.errorRequestId);
  const message = span.statusMessage || exception.message || "";
  if (span.statusCode !== 2 && type === undefined) return { stack: exception.stack };
  return { error: { type: type ?? "_OTHER", message, statusCode, requestId }, stack: exception.stack };
}

interface Exception {
  type?: string;
  message?: string;
  stack?: string;
}

/** The first exception event of a failed span is its error; those of others stay events. */
function takeException(span: OtlpSpan): Exception {
  const own = readException(span.attributes);
  if (own.type !== undefined || own.message !== undefined) return own;
  const at = span.events.findIndex((event) => event.name === "exception");
  if (at === -1 || span.statusCode !== 2) return {};
  const [event] = span.events.splice(at, 1);
  return readException(event!.attributes);
}

function readException(attributes: Attributes): Exception {
  return {
    type: takeString(attributes, conventions.exceptionType),
    message: takeString(attributes, conventions.exceptionMessage),
    stack: takeString(attributes, conventions.exceptionStack),
  };
}
