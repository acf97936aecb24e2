import type { Part } from "@trace/core";

/** A part of a message as OpenAI-shaped providers write it, of either API. */
export interface WirePart {
  type?: string;
  text?: string;
  refusal?: string;
  image_url?: string | { url?: string; detail?: string } | null;
  input_audio?: { data?: string; format?: string } | null;
  file?: { file_id?: string; file_data?: string; filename?: string } | null;
  file_id?: string | null;
  file_data?: string | null;
  file_url?: string | null;
  filename?: string | null;
  annotations?: unknown[] | null;
  [field: string]: unknown;
}

/** Turns a message's content, a text or a list of parts, into the conventions' parts. */
export function contentParts(content: unknown): Part[] {
  if (typeof content === "string") return content ? [textPart(content)] : [];
  return Array.isArray(content) ? content.flatMap((part) => (part ? toParts(part as WirePart) : [])) : [];
}

export function textPart(content: string): Part {
  return { type: "text", content };
}

function toParts(part: WirePart | string): Part[] {
  if (typeof part === "string") return [textPart(part)];
  switch (part.type) {
    case "text":
    case "input_text":
    case "output_text":
      return [textPart(part.text ?? ""), ...citationParts(part.annotations)];
    case "refusal":
      return [refusalPart(part.refusal ?? "")];
    case "image_url":
    case "input_image":
      return [imagePart(part)];
    case "input_audio":
      return [audioPart(part.input_audio?.data, part.input_audio?.format)];
    case "file":
      return [filePart(part.file ?? {})];
    case "input_file":
      return [filePart(part)];
    default:
      return [{ ...part, type: part.type ?? "json" }];
  }
}

export function refusalPart(content: string): Part {
  return { type: "refusal", content };
}

/** What a text refers to: pages, files. */
export function citationParts(annotations: unknown): Part[] {
  if (!Array.isArray(annotations)) return [];
  return annotations.map((annotation) => ({ type: "citation", citation: annotation }));
}

function imagePart({ image_url, file_id }: WirePart): Part {
  const url = typeof image_url === "string" ? image_url : image_url?.url;
  if (!url && file_id) return { type: "file", modality: "image", file_id };
  return mediaPart(url ?? "", "image");
}

export function audioPart(data = "", format?: string): Part {
  return { type: "blob", modality: "audio", content: data, ...(format && { mime_type: `audio/${format}` }) };
}

function filePart({
  file_id,
  file_data,
  file_url,
  filename,
}: Partial<Record<"file_id" | "file_data" | "file_url" | "filename", unknown>>): Part {
  const name = typeof filename === "string" ? { name: filename } : {};
  if (typeof file_data === "string") return { ...mediaPart(file_data, "document"), ...name };
  if (typeof file_url === "string") return { ...mediaPart(file_url, "document"), ...name };
  return { type: "file", modality: "document", file_id: file_id ?? "", ...name };
}

/** A data URL carries its bytes; any other refers to them. */
function mediaPart(url: string, modality: string): Part {
  if (!url.startsWith("data:")) return { type: "uri", modality, uri: url };
  const comma = url.indexOf(",");
  const mimeType = url.slice("data:".length, comma).split(";")[0];
  return { type: "blob", modality, content: url.slice(comma + 1), ...(mimeType && { mime_type: mimeType }) };
}

/** Parses what a model wrote as JSON; keeps the text where it is none. */
export function parseArguments(text: unknown): unknown {
  if (typeof text !== "string" || text === "") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
