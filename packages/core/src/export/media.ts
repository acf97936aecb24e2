import type { SpanRecord } from "../record.js";

/** Shorter texts are never taken for media. */
const MIN_MEDIA = 4096;
const NODE_SIZE = 16;
const base64 = /^[\w+/=-]{256}$/;
const standInPattern = /\[(\d+) bytes\]$/;

/**
 * Replaces base64 in a record by short texts that name its size, and returns what the rest weighs in memory.
 * Runs when a span ends, so that an image is let go at once and never scanned, copied or encoded.
 */
export function releaseMedia(record: SpanRecord): number {
  const { model } = record;
  let size = 512 + field(record, "input") + field(record, "output") + field(record, "metadata");
  if (model) size += field(model, "parameters") + field(model, "tools");
  if (record.error) size += record.error.message.length + (record.error.stack?.length ?? 0);
  if (record.attributes) size += field(record, "attributes");
  return size;
}

function field<T extends object>(holder: T, key: keyof T): number {
  const value = holder[key];
  if (typeof value === "string") {
    const short = value.length < MIN_MEDIA ? undefined : standIn(value);
    if (short !== undefined) holder[key] = short as T[keyof T];
    return NODE_SIZE + (short ?? value).length;
  }
  if (typeof value !== "object" || value === null) return NODE_SIZE;
  let size = NODE_SIZE;
  if (Array.isArray(value)) for (let index = 0; index < value.length; index++) size += field(value, index);
  else for (const name in value) size += field(value, name as never);
  return size;
}

/** `data:image/png;base64,[3145728 bytes]` for a data URL, `[3145728 bytes]` for base64, else `undefined`. */
function standIn(text: string): string | undefined {
  const comma = text.startsWith("data:") ? text.slice(0, 256).indexOf(",") + 1 : 0;
  const middle = text.length >> 1;
  if (!base64.test(text.slice(comma, comma + 256)) || !base64.test(text.slice(middle, middle + 256))) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return `${text.slice(0, comma)}[${Math.floor(((text.length - comma) * 3) / 4) - padding} bytes]`;
}

/** Returns messages with references in place of media that were released. */
export function referMedia(messages: unknown): unknown {
  if (!Array.isArray(messages)) return messages;
  return messages.map((message) => {
    const parts: unknown = message?.parts;
    return Array.isArray(parts) && parts.some(isMedia) ? { ...message, parts: parts.map(referPart) } : message;
  });
}

function isMedia(part: { type?: unknown } | null): boolean {
  return part?.type === "blob" || part?.type === "uri";
}

/** Turns a message part whose media was released into a reference: type and size, no content. */
function referPart(part: unknown): unknown {
  const { type, content, uri } = (part ?? {}) as { type?: unknown; content?: unknown; uri?: unknown };
  const held = type === "blob" ? content : type === "uri" ? uri : undefined;
  const size = typeof held === "string" && held.length < MIN_MEDIA ? standInPattern.exec(held) : undefined;
  if (!size) return part;
  const { content: _content, uri: _uri, ...rest } = part as Record<string, unknown>;
  const mimeType = /^data:([^;,]+)/.exec(held as string)?.[1];
  return { ...rest, ...(mimeType && { mime_type: mimeType }), type: "blob", byte_size: Number(size[1]) };
}
