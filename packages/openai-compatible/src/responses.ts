import type { CallContext, RequestFields, ResponseFields } from "@trace/core/instrument";
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
export function readResponse(result: WireResponse, context: CallContext): ResponseFields {
  const { id, model, status, output, usage, error, service_tier, background } = result;
  return {
    id,
    model,
    output: { output, status },
    usage: readUsage(usage),
    cost: reportedCost(usage, context),
    // What runs in the background is fetched again and again until it is done.
    usageKey: background && id ? id : undefined,
    finishReasons: status ? [status] : undefined,
    serviceTier: service_tier ?? undefined,
    error: status === "failed" ? { type: error?.code ?? "failed", message: error?.message ?? "" } : undefined,
    cancelled: status === "cancelled",
  };
}

/** Points at what a response says that was stored before: its usage was counted when it was made. */
export function readStoredResponse(result: WireResponse, context: CallContext): ResponseFields {
  const fields = readResponse(result, context);
  return fields.usageKey === undefined ? { ...fields, usage: undefined, cost: undefined } : fields;
}
