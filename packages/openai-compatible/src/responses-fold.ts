import { snapshot } from "@trace/core/instrument";
import type { WirePart } from "./part.js";
import type { WireItem, WireResponse } from "./responses.js";

/** An event of a response's stream. */
export interface ResponseEvent {
  type?: string;
  response?: WireResponse | null;
  item?: WireItem | null;
  part?: WirePart | null;
  output_index?: number;
  content_index?: number;
  summary_index?: number;
  delta?: unknown;
}

/**
 * Adds an event to the response that the call would have returned unstreamed.
 *
 * The last event holds the whole response. What came before matters only when the stream is cut.
 */
export function foldResponse(result: WireResponse | undefined, event: ResponseEvent): WireResponse | undefined {
  if (event.response) return { ...(snapshot(event.response) as WireResponse), ...openOutput(result, event.response) };
  const response = result ?? { output: [] };
  const items = (response.output ??= []);
  const index = event.output_index ?? 0;
  if (event.type === "response.output_item.added" || event.type === "response.output_item.done") {
    if (event.item) items[index] = snapshot(event.item) as WireItem;
  } else if (items[index]) foldItem(items[index], event);
  return response;
}

/** While a response is in progress its events say nothing of its output, which may have begun. */
function openOutput(
  result: WireResponse | undefined,
  { output }: WireResponse,
): Pick<WireResponse, "output"> | undefined {
  return !output?.length && result?.output?.length ? { output: result.output } : undefined;
}

function foldItem(item: WireItem, { type, part, delta, content_index, summary_index }: ResponseEvent): void {
  switch (type) {
    case "response.content_part.added":
      if (part) contentOf(item)[content_index ?? 0] = snapshot(part) as WirePart;
      break;
    case "response.output_text.delta":
    case "response.reasoning_text.delta":
      append(partAt(contentOf(item), content_index), "text", delta);
      break;
    case "response.refusal.delta":
      append(partAt(contentOf(item), content_index), "refusal", delta);
      break;
    case "response.reasoning_summary_text.delta":
      item.summary ??= [];
      append(partAt(item.summary, summary_index), "text", delta);
      break;
    case "response.function_call_arguments.delta":
    case "response.mcp_call_arguments.delta":
      append(item, "arguments", delta);
      break;
    case "response.custom_tool_call_input.delta":
      append(item, "input", delta);
  }
}

function contentOf(item: WireItem): WirePart[] {
  if (!Array.isArray(item.content)) item.content = [];
  return item.content;
}

function partAt(parts: WirePart[], index = 0): WirePart {
  parts[index] ??= { type: "output_text" };
  return parts[index];
}

function append(target: Record<string, unknown>, field: string, delta: unknown): void {
  if (typeof delta === "string") target[field] = ((target[field] as string | undefined) ?? "") + delta;
}

/** Tells an event that carries something the model said. */
export function isResponseContent({ type, delta }: ResponseEvent): boolean {
  return typeof delta === "string" && delta !== "" && type?.endsWith(".delta") === true;
}
