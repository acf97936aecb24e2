import type { WireMessage } from "@trace/openai-compatible";

/** What a caller says and uploads, as a message. Files are described as far as they can be without being read. */
export function userMessage(text: string | undefined, modality: string, ...files: unknown[]): WireMessage[] {
  const uploads = files.flat().filter(Boolean);
  return [
    {
      role: "user",
      content: [text && { type: "text", text }, ...uploads.map((file) => ({ type: "upload", modality, file }))],
    },
  ];
}
