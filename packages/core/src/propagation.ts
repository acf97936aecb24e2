import { type Context, type ContextOptions, currentContext, type RemoteParent } from "./context.js";
import { state } from "./state.js";

/** Headers as any framework holds them: a plain object (Node's, with lists) or `Headers`. */
export type HeaderCarrier =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | { get(name: string): string | null };

const pattern = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-|$)/;
const zeros = /^0+$/;

/** Baggage keys for what a context holds. Tags travel as one comma-separated value. */
const baggageKeys = { userId: "user.id", sessionId: "session.id" } as const;
const TAGS = "trace.tags";

/**
 * Adds W3C `traceparent` and `baggage` for the current span to `headers`, and returns it. The other process
 * continues the trace. Baggage carries user, session and tags, redacted: send it only where these may be known. It is
 * left out in a bundle's first moments, while the part that redacts is still being loaded.
 */
export function inject(
  headers: Record<string, string> = {},
  context: Context = currentContext(),
): Record<string, string> {
  const parent = context.span?.client ? context.span : context.remote;
  if (parent) headers.traceparent = `00-${parent.traceId}-${parent.spanId}-${parent.sampled ? "01" : "00"}`;
  const baggage = writeBaggage(context, headers.baggage);
  if (baggage) headers.baggage = baggage;
  return headers;
}

/**
 * Reads W3C `traceparent` and `baggage`, for `withContext`. What is malformed is left out, and a new trace begins.
 *
 * @example
 * await withContext(extract(request.headers), () => span("handle", handle));
 */
export function extract(headers: HeaderCarrier): ContextOptions {
  const parent = readParent(header(headers, "traceparent"));
  return { ...readBaggage(header(headers, "baggage")), ...(parent && { parent }) };
}

function readParent(value: string | undefined): RemoteParent | undefined {
  const match = pattern.exec(value?.trim() ?? "");
  if (!match) return undefined;
  const [whole, traceId = "", spanId = "", flags = "", rest] = match;
  if (zeros.test(traceId) || zeros.test(spanId)) return undefined;
  // Version 00 has exactly four fields; later versions may have more.
  if (whole.startsWith("00") && rest === "-") return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

function writeBaggage({ span, values }: Context, existing: string | undefined): string {
  const members = existing ? [existing] : [];
  const client = span?.client ?? state().client;
  // What cannot be cleaned yet, because the part that does is still being loaded, stays at home.
  const add = (key: string, text: string) => {
    const clean = client ? client.pipeline.redact(text) : text;
    if (clean !== undefined) members.push(`${key}=${encodeURIComponent(clean)}`);
  };
  for (const [name, key] of Object.entries(baggageKeys)) {
    const value = values[name as keyof typeof baggageKeys];
    if (value) add(key, value);
  }
  if (values.tags?.length) add(TAGS, values.tags.join(","));
  return members.join(",");
}

function readBaggage(value: string | undefined): ContextOptions {
  const members = new Map<string, string>();
  for (const member of value?.split(",") ?? []) {
    const [pair = ""] = member.split(";");
    const at = pair.indexOf("=");
    if (at > 0) members.set(pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim()));
  }
  const userId = members.get(baggageKeys.userId);
  const sessionId = members.get(baggageKeys.sessionId);
  const tags = members.get(TAGS)?.split(",");
  return { ...(userId && { userId }), ...(sessionId && { sessionId }), ...(tags && { tags }) };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function header(headers: HeaderCarrier, name: string): string | undefined {
  if (typeof headers.get === "function") return (headers as Headers).get(name) ?? undefined;
  const record = headers as Record<string, string | readonly string[] | undefined>;
  const key = Object.keys(record).find((candidate) => candidate.toLowerCase() === name);
  const value = key === undefined ? undefined : record[key];
  return typeof value === "object" ? value.join(",") : value;
}
