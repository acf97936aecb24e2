import type { Message, Part } from "../record.js";

/**
 * Returns what a caller set as a model's input or output as the conventions' messages: a text, or messages in the
 * shape that most providers share. `undefined` where it is neither.
 */
export function toMessages(value: unknown, role: string): Message[] | undefined {
  if (typeof value === "string") return [{ role, parts: [text(value)] }];
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every(isMessage) ? list.map((message) => toMessage(message, role)) : undefined;
}

interface Loose {
  role?: unknown;
  content?: unknown;
  parts?: unknown;
}

function isMessage(value: unknown): value is Loose {
  if (typeof value !== "object" || value === null) return false;
  const { role, content, parts } = value as Loose;
  return typeof role === "string" && (typeof content === "string" || Array.isArray(content) || Array.isArray(parts));
}

function toMessage({ role, content, parts, ...rest }: Loose, fallback: string): Message {
  const list = Array.isArray(parts) ? parts : Array.isArray(content) ? content : [content];
  return { ...rest, role: String(role ?? fallback), parts: list.map(toPart) };
}

function toPart(part: unknown): Part {
  if (typeof part === "string") return text(part);
  if (typeof part !== "object" || part === null) return { type: "json", content: part };
  const { type, text: words } = part as { type?: unknown; text?: unknown };
  if (type === "text" && typeof words === "string") return text(words);
  return typeof type === "string" ? (part as Part) : { type: "json", content: part };
}

function text(content: string): Part {
  return { type: "text", content };
}
