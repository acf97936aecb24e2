import type { Part } from "@trace/core";
import { type Block, list } from "./message.js";

/** Where an image or document comes from. */
interface Source {
  type?: string;
  media_type?: string;
  data?: string;
  url?: string;
  file_id?: string;
  content?: unknown;
}

/** Turns a message's content, text or blocks, into the conventions' parts. */
export function partsOf(content: unknown): Part[] {
  if (typeof content === "string") return [{ type: "text", content }];
  return list(content as Block[])
    .filter(Boolean)
    .map(partOf);
}

/** Turns one content block into one part; what the conventions do not know passes as it is. */
export function partOf(block: Block): Part {
  const type = String(block.type);
  const part = parts[type];
  if (part) return part(block);
  return type.endsWith("_tool_result") ? serverResult(block) : { ...block, type };
}

const parts: Record<string, (block: Block) => Part> = {
  text: ({ type, text, ...rest }) => ({ type: "text", content: text, ...rest }),
  thinking: ({ type, thinking, ...rest }) => ({ type: "reasoning", content: thinking, ...rest }),
  redacted_thinking: ({ type, ...rest }) => ({ type: "reasoning", content: "", redacted: true, ...rest }),
  tool_use: ({ type, id, name, input, ...rest }) => ({ type: "tool_call", id, name, arguments: input, ...rest }),
  tool_result: ({ type, tool_use_id: id, content, ...rest }) => ({
    type: "tool_call_response",
    id,
    response: Array.isArray(content) ? partsOf(content) : content,
    ...rest,
  }),
  server_tool_use: serverCall,
  mcp_tool_use: serverCall,
  image: ({ source, ...rest }) => mediaPart("image", source as Source, rest),
  document: ({ source, ...rest }) => mediaPart("document", source as Source, rest),
  container_upload: ({ file_id }) => ({ type: "file", modality: "document", file_id }),
};

function serverCall({ type, id, name, input, ...rest }: Block): Part {
  const call = { type: type === "mcp_tool_use" ? "mcp" : name, arguments: input, ...rest };
  return { type: "server_tool_call", id, name, server_tool_call: call };
}

function serverResult({ type, tool_use_id: id, ...rest }: Block): Part {
  return { type: "server_tool_call_response", id, server_tool_call_response: { type, ...rest } };
}

function mediaPart(modality: string, source: Source | undefined, { type, ...rest }: Block): Part {
  const { media_type: mime_type, data, url, file_id, content } = source ?? {};
  if (url) return { type: "uri", modality, mime_type, uri: url, ...rest };
  if (file_id) return { type: "file", modality, mime_type, file_id, ...rest };
  if (source?.type === "text") return { type: "text", content: data, ...rest };
  if (content !== undefined) return { ...rest, type: modality, content: partsOf(content) };
  return { type: "blob", modality, mime_type, content: data, ...rest };
}
