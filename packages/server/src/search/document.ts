/** Characters of one message or payload that are searched. */
const documentLength = 200_000;

/** Fields that name, number or carry, but say nothing. */
const silent = new Set([
  "role",
  "type",
  "id",
  "mime_type",
  "modality",
  "file_id",
  "finish_reason",
  "byte_size",
  "timestamp",
]);

/** Parts of a span's payload that hold what was said. */
const spoken = new Set(["input", "output", "metadata", "errorStack"]);

/** The texts inside a JSON document that a person may search for, one per line. */
export function searchableText(json: string): string {
  const value = parse(json);
  const texts: string[] = [];
  let length = 0;
  const collect = (value: unknown): void => {
    if (length >= documentLength) return;
    if (typeof value === "string") {
      texts.push(value.slice(0, documentLength - length));
      length += value.length;
    } else if (Array.isArray(value)) for (const item of value) collect(item);
    else if (value !== null && typeof value === "object") collectObject(value as Record<string, unknown>);
  };
  const collectObject = (object: Record<string, unknown>): void => {
    if (object.type === "blob") return;
    for (const [key, field] of Object.entries(object)) if (!silent.has(key)) collect(field);
  };
  if (isPayload(value)) for (const key of spoken) collect(value[key]);
  else collect(value);
  return texts.join("\n");
}

/** A payload is the object that holds all of a span's own fields; a message has a role, a part a type. */
function isPayload(value: unknown): value is Record<string, unknown> {
  return (
    value !== null && typeof value === "object" && !Array.isArray(value) && !("role" in value) && !("type" in value)
  );
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
