import { conventions, own } from "@trace/core/wire";
import type { Attributes, OtlpSpan } from "../receive/otlp.js";
import { translateAiSdk } from "./dialect-ai-sdk.js";
import { translateOpenInference } from "./dialect-openinference.js";
import { messageOf } from "./message.js";
import { rename } from "./take.js";

/** Renames of one attribute to the conventions' present name; a present name that is there already wins. */
const renamed: [from: string, to: string][] = [
  ["gen_ai.system", conventions.provider],
  ["gen_ai.prompt", conventions.inputMessages],
  ["gen_ai.completion", conventions.outputMessages],
  ["enduser.id", conventions.userId],
  ["traceloop.association.properties.user_id", conventions.userId],
  ["traceloop.association.properties.session_id", conventions.sessionId],
  ["traceloop.entity.input", own.input],
  ["traceloop.entity.output", own.output],
];

const traceloopTypes: Record<string, string> = { workflow: "workflow", task: "span", agent: "agent", tool: "tool" };

/** Brings spans of other instrumentations to the names that the rest of the server reads. */
export function translate(span: OtlpSpan): void {
  const { attributes } = span;
  if (attributes.has(own.type)) return;
  if (attributes.has("openinference.span.kind")) translateOpenInference(attributes);
  if (attributes.has("ai.operationId")) translateAiSdk(attributes);
  hoistContentEvents(span);
  collectIndexed(attributes, "gen_ai.prompt.", conventions.inputMessages);
  collectIndexed(attributes, "gen_ai.completion.", conventions.outputMessages);
  for (const [from, to] of renamed) rename(attributes, from, to);
  translateTraceloop(attributes);
}

function translateTraceloop(attributes: Attributes): void {
  const kind = attributes.get("traceloop.span.kind");
  if (typeof kind !== "string") return;
  attributes.delete("traceloop.span.kind");
  const type = traceloopTypes[kind];
  if (type !== undefined) attributes.set(own.type, type);
  if (type === "tool") rename(attributes, "traceloop.entity.name", conventions.toolName);
}

/** The conventions allow content on events as well; there it has the attributes' names. */
function hoistContentEvents(span: OtlpSpan): void {
  for (const event of span.events) {
    if (!event.name.startsWith("gen_ai.")) continue;
    for (const [key, value] of event.attributes) {
      if (!key.startsWith("gen_ai.") || span.attributes.has(key)) continue;
      span.attributes.set(key, value);
      event.attributes.delete(key);
    }
  }
  span.events = span.events.filter((event) => !event.name.startsWith("gen_ai.") || event.attributes.size > 0);
}

/** `gen_ai.prompt.0.role`, `gen_ai.prompt.0.content`, …: messages as they were flattened before 1.37. */
function collectIndexed(attributes: Attributes, prefix: string, to: string): void {
  const messages: { role?: string; content?: unknown; calls: Record<string, unknown>[] }[] = [];
  for (const [key, value] of attributes) {
    if (!key.startsWith(prefix)) continue;
    const [index, field, callIndex, callField] = key.slice(prefix.length).split(".");
    if (!/^\d{1,4}$/.test(index!) || field === undefined) continue;
    const message = (messages[Number(index)] ??= { calls: [] });
    if (field === "role") message.role = String(value);
    else if (field === "content") message.content = value;
    else if (field === "tool_calls" && callField !== undefined) {
      const call = (message.calls[Number(callIndex)] ??= { type: "tool_call" });
      call[callField] = value;
    } else continue;
    attributes.delete(key);
  }
  if (messages.length === 0 || attributes.has(to)) return;
  attributes.set(
    to,
    messages.filter(Boolean).map(({ role, content, calls }) => messageOf(role ?? "user", content, calls)),
  );
}
