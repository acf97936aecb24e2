import type { ErrorRecord } from "./record.js";

interface Fields {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  stack?: unknown;
  status?: unknown;
  statusCode?: unknown;
  requestID?: unknown;
  request_id?: unknown;
  requestId?: unknown;
  $metadata?: { httpStatusCode?: unknown; requestId?: unknown };
}

/** Describes whatever was thrown, as plain data. Reads errors of every SDK, whichever copy made them. */
export function describeError(error: unknown): ErrorRecord {
  if (typeof error !== "object" || error === null) return { type: "Error", message: String(error) };
  try {
    return describeObject(error as Fields);
  } catch {
    return { type: "Error", message: "[Unreadable]" };
  }
}

function describeObject(error: Fields): ErrorRecord {
  const statusCode = error.status ?? error.statusCode ?? error.$metadata?.httpStatusCode;
  const requestId = error.requestID ?? error.request_id ?? error.requestId ?? error.$metadata?.requestId;
  return {
    type: typeName(error),
    message: String(error.message ?? ""),
    ...(typeof error.stack === "string" && { stack: error.stack }),
    ...(typeof statusCode === "number" && { statusCode }),
    ...(typeof requestId === "string" && { requestId }),
  };
}

/** The class says more than `name`, which many SDKs leave at "Error". */
function typeName(error: Fields): string {
  const className = (error as object).constructor?.name;
  if (typeof error.name === "string" && error.name && error.name !== "Error") return error.name;
  return className && className !== "Object" ? className : "Error";
}
