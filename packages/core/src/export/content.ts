import { reportInternalError } from "../log.js";
import type { Content, Message, Part, RawContent, SpanRecord } from "../record.js";
import { normalizeFinishReason } from "./finish-reason.js";
import { toMessages } from "./messages.js";

/** What a span holds beside facts: everything that redaction and `captureContent` are about. */
export interface SpanContent {
  /** Whether input and output are the conventions' messages. */
  messages: boolean;
  input?: unknown;
  output?: unknown;
  system?: unknown;
  tools?: unknown;
}

/** Reads a record's content; a model call's is turned into messages here. */
export function readContent(record: SpanRecord): SpanContent {
  const { model, type, input, output } = record;
  if (!model && type !== "generation") return { messages: false, input, output };
  const raw: RawContent = {
    input,
    output,
    tools: model?.tools,
    ...(model?.parameters && { parameters: model.parameters }),
  };
  if (model?.normalize) return { messages: true, ...normalize(model.normalize, raw, record) };
  return { ...plainContent(raw), tools: raw.tools };
}

/** A mapper that fails loses the content of its span and nothing else. */
function normalize(run: (raw: RawContent) => Content, raw: RawContent, record: SpanRecord): Content {
  try {
    const content = run(raw) ?? {};
    return content.output ? { ...content, output: content.output.map(withConventionalReason) } : content;
  } catch (error) {
    reportInternalError(error, `normalize ${record.name}`);
    return {};
  }
}

function withConventionalReason(message: Message): Message {
  return message.finish_reason ? { ...message, finish_reason: normalizeFinishReason(message.finish_reason) } : message;
}

function plainContent({ input, output }: RawContent): SpanContent {
  const asked = toMessages(input, "user");
  const answered = toMessages(output, "assistant");
  const fits = (asked || input === undefined) && (answered || output === undefined);
  return fits ? { messages: true, input: asked, output: answered } : { messages: false, input, output };
}

/** Returns content with its words left out: roles, part types, names and sizes stay. */
export function withoutWords(content: SpanContent): SpanContent {
  if (!content.messages) return { messages: false };
  return {
    messages: true,
    input: outline(content.input),
    output: outline(content.output),
    tools: names(content.tools),
  };
}

function outline(messages: unknown): unknown {
  if (!Array.isArray(messages)) return undefined;
  return messages.map(({ role, parts }) => ({ role, parts: Array.isArray(parts) ? parts.map(partOutline) : [] }));
}

function partOutline({ type, name, id, modality, mime_type, byte_size, ...rest }: Part): Part {
  const size = Object.values(rest).reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? value.length : (JSON.stringify(value)?.length ?? 0)),
    0,
  );
  return { type, name, id, modality, mime_type, byte_size, size };
}

function names(tools: unknown): unknown {
  return Array.isArray(tools) ? tools.map((tool) => ({ type: tool?.type, name: tool?.name })) : undefined;
}
