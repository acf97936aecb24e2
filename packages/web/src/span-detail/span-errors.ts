import type { SpanDetail } from "../types.js";

/** One thing that went wrong in a span. */
export interface ErrorEntry {
  type: string;
  message: string;
  stack?: string;
  statusCode?: number;
  requestId?: string;
}

/** The span's error, and exceptions among its events that are not the same one. */
export function errorsOf(span: Pick<SpanDetail, "error" | "errorStack" | "events">): ErrorEntry[] {
  const entries: ErrorEntry[] = [];
  if (span.error) entries.push({ ...span.error, ...(span.errorStack && { stack: span.errorStack }) });
  for (const { name, attributes } of span.events) {
    if (name !== "exception") continue;
    const entry = fromException(attributes);
    const same = entries.find(({ type, message }) => message === entry.message || type === entry.type);
    if (!same) entries.push(entry);
    else if (!same.stack && entry.stack) same.stack = entry.stack;
  }
  return entries;
}

function fromException(attributes: Record<string, unknown>): ErrorEntry {
  const text = (name: string) => (typeof attributes[name] === "string" ? (attributes[name] as string) : undefined);
  const stack = text("exception.stacktrace");
  return {
    type: text("exception.type") ?? "Exception",
    message: text("exception.message") ?? "",
    ...(stack && { stack }),
  };
}
