/** A message of the conventions from a role, a text or JSON content, and tool calls. */
export function messageOf(role: string, content: unknown, calls: Record<string, unknown>[] = []) {
  const text =
    content === undefined || content === ""
      ? []
      : [{ type: "text", content: typeof content === "string" ? content : JSON.stringify(content) }];
  return { role, parts: [...text, ...calls.filter(Boolean)] };
}
