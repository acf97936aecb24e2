const previewLength = 300;

/** Beginning of what a span was asked or answered, as plain text for lists. */
export function preview(
  messages: string[],
  json: string | undefined,
  wanted: "user" | "assistant",
): string | undefined {
  const text = fromMessages(messages, wanted) ?? (json === undefined ? undefined : fromJson(json));
  return text === undefined || text === "" ? undefined : cut(text.replace(/\s+/g, " ").trim());
}

function cut(text: string): string {
  return text.length <= previewLength ? text : `${text.slice(0, previewLength - 1)}…`;
}

/** The last message of the wanted role; only the end of a conversation is looked at. */
function fromMessages(messages: string[], wanted: string): string | undefined {
  for (const text of messages.slice(-4).reverse()) {
    const message = parse(text);
    if (message?.role === wanted && Array.isArray(message.parts)) return textOf(message.parts);
  }
  return undefined;
}

function textOf(parts: unknown[]): string | undefined {
  const texts = parts.flatMap((part) => {
    const { type, content } = (part ?? {}) as { type?: unknown; content?: unknown };
    return type === "text" && typeof content === "string" ? [content] : [];
  });
  return texts.length > 0 ? texts.join(" ") : undefined;
}

function fromJson(json: string): string {
  if (!json.startsWith('"')) return json.slice(0, previewLength * 2);
  const value: unknown = JSON.parse(json);
  return typeof value === "string" ? value : json;
}

function parse(text: string): { role?: unknown; parts?: unknown } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
