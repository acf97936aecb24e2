/** Characters of one message or payload that are searched. */
const documentLength = 200_000;

/** Fields of messages and their parts that name, number or carry, but say nothing. */
const silent = new Set(["role", "type", "id", "mime_type", "modality", "file_id", "finish_reason", "byte_size"]);

/** Fields of a span's payload that hold what was said. */
const spoken = ["input", "output", "metadata", "errorStack"];

/** Levels to which values are searched: deeper ones would take the whole stack. */
const deepest = 200;

/** Encoded bytes, which nobody searches for. */
const encoded = /^[\w+/=-]{2000}/;

/** What a message, or a part of one, says: one text per line. */
export function messageText(json: string): string {
  const message = parse(json);
  const { parts = [message] } = (isObject(message) ? message : {}) as { parts?: unknown };
  return textsIn(Array.isArray(parts) ? parts.map(saidIn) : message);
}

/** What a span's own payload says: one text per line. */
export function payloadText(json: string): string {
  const payload = parse(json);
  return textsIn(isObject(payload) ? spoken.map((key) => payload[key]) : payload);
}

function saidIn(part: unknown): unknown {
  if (!isObject(part)) return part;
  if (part.type === "blob") return undefined;
  return Object.entries(part).flatMap(([key, value]) => (silent.has(key) ? [] : [value]));
}

/** All strings inside a value, whatever the names of its fields. */
function textsIn(value: unknown): string {
  const texts: string[] = [];
  let length = 0;
  const collect = (value: unknown, depth: number): void => {
    if (length >= documentLength || depth > deepest) return;
    if (typeof value === "string") {
      if (encoded.test(value)) return;
      texts.push(value.slice(0, documentLength - length));
      length += value.length;
    } else if (Array.isArray(value)) for (const item of value) collect(item, depth + 1);
    else if (isObject(value)) for (const item of Object.values(value)) collect(item, depth + 1);
  };
  collect(value, 0);
  return texts.join("\n");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
