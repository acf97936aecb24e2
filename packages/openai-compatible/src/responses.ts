import type { CallContext, RequestFields, ResponseFields } from "@trace/core/instrument";
import { list } from "./list.js";
import type { WirePart } from "./part.js";
import { readUsage, reportedCost, type WireUsage } from "./usage.js";

/** An item of a response's input or output: a message, a call of some tool, reasoning, … */
export interface WireItem {
  type?: string;
  id?: string | null;
  role?: string;
  status?: string | null;
  content?: string | WirePart[] | null;
  name?: string;
  call_id?: string;
  arguments?: unknown;
  input?: unknown;
  output?: unknown;
  summary?: WirePart[] | null;
  result?: unknown;
  [field: string]: unknown;
}

/** A response of the Responses API. */
export interface WireResponse {
  id?: string;
  model?: string;
  status?: string | null;
  background?: boolean | null;
  error?: { code?: string | null; message?: string | null } | null;
  incomplete_details?: { reason?: string | null } | null;
  output?: WireItem[] | null;
  usage?: WireUsage | null;
  service_tier?: string | null;
}

/** The body of a request to the Responses API. */
export interface ResponseRequest {
  model?: string;
  input?: string | WireItem[];
  instructions?: string | null;
  tools?: unknown[];
  stream?: boolean | null;
  [param: string]: unknown;
}

/** Points at what a request says. A stored prompt may stand in for the model and the input. */
export function readResponseRequest({ model, input, instructions, tools, ...params }: ResponseRequest): RequestFields {
  return { model, input: { instructions, input }, tools, params };
}

/** Points at what a response says, streamed or not. */
export function readResponse(result: WireResponse, context: Pick<CallContext, "header">): ResponseFields {
  const { id, model, status, output, usage, error, service_tier, background } = result;
  return {
    id,
    model,
    output: { output, status },
    usage: readUsage(usage),
    cost: reportedCost(usage, context.header.bind(context)),
    // What runs in the background is fetched again and again until it is done.
    usageKey: background && id ? id : undefined,
    finishReasons: status ? [status] : undefined,
    serviceTier: service_tier ?? undefined,
    error: status === "failed" ? { type: error?.code ?? "failed", message: error?.message ?? "" } : undefined,
    cancelled: status === "cancelled",
    provider: context.header("x-litellm-version") === undefined ? undefined : "litellm",
  };
}

/** Points at what a response says that was stored before: its usage was counted when it was made. */
export function readStoredResponse(result: WireResponse, context: Pick<CallContext, "header">): ResponseFields {
  const fields = readResponse(result, context);
  return fields.usageKey === undefined ? { ...fields, usage: undefined, cost: undefined } : fields;
}

/** The texts of a request, for checks before the call: instructions, then every text of the input. */
export function responseTexts(body: ResponseRequest): string[] {
  const texts: string[] = [];
  withTexts(body, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/** A copy of a request with other texts. */
export function withResponseTexts(body: ResponseRequest, texts: string[]): ResponseRequest {
  let next = 0;
  return withTexts(body, (text) => texts[next++] ?? text);
}

/** The texts of a response, for checks after the call. */
export function responseResultTexts({ output }: WireResponse): string[] {
  const texts: string[] = [];
  mapItems(list(output), (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/** A copy of a response with other texts; `output_text`, which the SDK adds, follows. */
export function withResponseResultTexts<T extends WireResponse>(result: T, texts: string[]): T {
  let next = 0;
  const output = mapItems(list(result.output), (text) => texts[next++] ?? text);
  return { ...result, output, ...("output_text" in result && { output_text: texts.join("") }) };
}

function withTexts(body: ResponseRequest, change: (text: string) => string): ResponseRequest {
  const { instructions, input } = body;
  return {
    ...body,
    ...(typeof instructions === "string" && { instructions: change(instructions) }),
    ...(typeof input === "string" && { input: change(input) }),
    ...(Array.isArray(input) && { input: mapItems(input, change) }),
  };
}

function mapItems(items: readonly WireItem[], change: (text: string) => string): WireItem[] {
  return items.map((item) => {
    const { content, type, output } = item;
    if (typeof content === "string") return { ...item, content: change(content) };
    if (Array.isArray(content)) return { ...item, content: content.map((part) => mapPart(part, change)) };
    return type === "function_call_output" && typeof output === "string" ? { ...item, output: change(output) } : item;
  });
}

function mapPart(part: WirePart, change: (text: string) => string): WirePart {
  return typeof part?.text === "string" ? { ...part, text: change(part.text) } : part;
}
