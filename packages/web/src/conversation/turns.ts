import type { Message, Part, SpanDetail } from "../types.js";

/** A call of a tool, with its result when the same side of the conversation holds it. */
export interface ToolCall {
  kind: "tool-call";
  id?: string;
  name: string;
  /** Arguments as JSON, or as the text that the model wrote. */
  arguments: unknown;
  result?: ToolResult;
  path: string;
  /** Where the arguments are in the payload. */
  valuePath: string;
}

/** What a tool returned. */
export interface ToolResult {
  kind: "tool-result";
  id?: string;
  /** Name of the tool that the result's id belongs to. */
  name?: string;
  response: unknown;
  path: string;
  /** Where the response is in the payload. */
  valuePath: string;
}

/** Any other part of a message, as it came. */
export interface Content {
  kind: "content";
  part: Part;
  path: string;
}

export type Entry = ToolCall | ToolResult | Content;

/** One message as the reader sees it. */
export interface Turn {
  key: string;
  role: string;
  name?: string;
  finishReason?: string;
  entries: Entry[];
}

/** A span's conversation: what the model had seen before, what is new, and what it answered. */
export interface Conversation {
  /** What stands before the conversation: instructions of the request, or its first messages. */
  system: Content[];
  /** Who gave them. */
  systemRole: string;
  seen: Turn[];
  fresh: Turn[];
  output: Turn[];
}

// Older writers of the conventions call the response `result`.
const responseKeys = ["response", "result", "server_tool_call_response"] as const;

/** Whether a span holds messages at all. */
export function hasConversation(span: SpanDetail): boolean {
  return Boolean(span.inputMessages?.length || span.outputMessages?.length || span.systemInstructions?.length);
}

/** Arranges a span's messages for reading and puts tool results to their calls. */
export function readConversation(span: SpanDetail): Conversation {
  const names = toolNames([...(span.inputMessages ?? []), ...(span.outputMessages ?? [])]);
  const input = (span.inputMessages ?? []).map((message, i) => toTurn(message, `inputMessages.${i}`, names));
  const output = (span.outputMessages ?? []).map((message, i) => toTurn(message, `outputMessages.${i}`, names));
  const instructions = (span.systemInstructions ?? []).map((part, i) => toContent(part, `systemInstructions.${i}`));
  const lead = instructions.length > 0 ? [] : leadingInstructions(input);
  const seen = Math.max(lead.length, Math.min(span.newInThisTurn ?? 0, input.length));
  return {
    system: lead.length > 0 ? lead.flatMap(({ entries }) => entries.filter(isContent)) : instructions,
    systemRole: lead[0]?.role ?? "system",
    seen: pairResults(input.slice(lead.length, seen)),
    fresh: pairResults(input.slice(seen)),
    output: pairResults(output),
  };
}

/** The messages of one role, system or developer, that a conversation begins with. */
function leadingInstructions(input: readonly Turn[]): readonly Turn[] {
  const role = input[0]?.role;
  if (role !== "system" && role !== "developer") return [];
  const end = input.findIndex((turn) => turn.role !== role || turn.name || !turn.entries.every(isContent));
  return end === -1 ? input : input.slice(0, end);
}

const isContent = (entry: Entry): entry is Content => entry.kind === "content";

function toTurn(message: Message, path: string, names: ReadonlyMap<string, string>): Turn {
  return {
    key: path,
    role: message.role,
    ...(message.name && { name: message.name }),
    ...(message.finish_reason && { finishReason: message.finish_reason }),
    entries: message.parts.map((part, i) => toEntry(part, `${path}.parts.${i}`, names)),
  };
}

function toEntry(part: Part, path: string, names: ReadonlyMap<string, string>): Entry {
  const id = typeof part.id === "string" ? part.id : undefined;
  if (part.type === "tool_call" || part.type === "server_tool_call") {
    const key = part.type === "tool_call" ? "arguments" : "server_tool_call";
    const name = `${part.name ?? "tool"}`;
    return { kind: "tool-call", ...(id && { id }), name, arguments: part[key], path, valuePath: `${path}.${key}` };
  }
  if (part.type === "tool_call_response" || part.type === "server_tool_call_response") {
    const key = responseKeys.find((candidate) => part[candidate] !== undefined) ?? "response";
    const name = id === undefined ? undefined : names.get(id);
    return {
      kind: "tool-result",
      ...(id && { id }),
      ...(name && { name }),
      response: part[key],
      path,
      valuePath: `${path}.${key}`,
    };
  }
  return toContent(part, path);
}

function toContent(part: Part, path: string): Content {
  return { kind: "content", part, path };
}

function toolNames(messages: readonly Message[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { parts } of messages) {
    for (const { type, id, name } of parts) {
      if (type.endsWith("tool_call") && typeof id === "string" && typeof name === "string") names.set(id, name);
    }
  }
  return names;
}

function pairResults(turns: Turn[]): Turn[] {
  const open = new Map<string, ToolCall>();
  return turns.filter((turn) => {
    const written = turn.entries.length;
    turn.entries = turn.entries.filter((entry) => {
      if (entry.kind === "tool-call" && entry.id) open.set(entry.id, entry);
      if (entry.kind !== "tool-result" || !entry.id) return true;
      const call = open.get(entry.id);
      if (!call || call.result) return true;
      call.result = entry;
      return false;
    });
    return turn.entries.length > 0 || written === 0;
  });
}
