import type { IncomingMessage, ServerResponse } from "node:http";
import { headers as wireHeaders } from "@trace/core/wire";
import type { Backend } from "../backend.js";
import type { Refusal } from "../guard.js";
import { discardBody, RefusedBody, readBody } from "./body.js";
import { encodeStatus, encodeTraceResponse } from "./protobuf.js";

/** By these a client knows that a Trace server answers, and what it takes. */
export const serverHeaders = {
  [wireHeaders.server]: "1",
  [wireHeaders.configVersion]: "0",
  [wireHeaders.encodings]: "zstd, gzip",
};

type Encoding = "json" | "protobuf";

/** Codes of `google.rpc.Status` for the HTTP statuses that are used here. */
const rpcCodes: Record<number, number> = {
  400: 3,
  401: 16,
  403: 7,
  404: 12,
  405: 12,
  413: 8,
  415: 3,
  429: 8,
  500: 13,
  503: 14,
};

/** Takes `POST /v1/traces`: answers 200 once the spans are durable. */
export async function receiveTraces(
  backend: Backend,
  project: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "POST") return refuse(request, response, 405, "send spans with POST");
  const encoding = encodingOf(request);
  if (encoding === undefined) {
    const type = request.headers["content-type"] ?? "none";
    return refuse(
      request,
      response,
      415,
      `content type "${type}" is not known here; send application/x-protobuf or application/json`,
    );
  }
  if (backend.busy) return refuse(request, response, 503, "too much is waiting to be stored; try again");
  try {
    const bytes = await readBody(request);
    // An empty body is an empty request: a client that asks who answers here.
    if (bytes.length === 0) return accept(response, encoding, 0, "");
    const { rejected, rejectedMessage } = await backend.ingest({ project, encoding, body: transferable(bytes) });
    accept(response, encoding, rejected, rejectedMessage);
  } catch (error) {
    refuse(request, response, statusOf(error as Error), (error as Error).message);
  }
}

/** Refuses a request to an OTLP path with a `google.rpc.Status` in the request's own encoding. */
export function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  const encoding = encodingOf(request) ?? "json";
  const code = rpcCodes[status] ?? 13;
  if (status === 503) response.setHeader("retry-after", "1");
  if (!request.complete) discardBody(request);
  send(
    response,
    status,
    encoding,
    encoding === "json" ? JSON.stringify({ code, message }) : encodeStatus(code, message),
  );
}

export function refuseGuarded(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  refuse(request, response, refusal.status, refusal.message);
}

function accept(response: ServerResponse, encoding: Encoding, rejected: number, message: string): void {
  const partialSuccess = { rejectedSpans: String(rejected), errorMessage: message };
  const json = rejected === 0 && message === "" ? {} : { partialSuccess };
  send(response, 200, encoding, encoding === "json" ? JSON.stringify(json) : encodeTraceResponse(rejected, message));
}

function send(response: ServerResponse, status: number, encoding: Encoding, body: string | Uint8Array): void {
  if (response.destroyed) return;
  const type = encoding === "json" ? "application/json" : "application/x-protobuf";
  response.writeHead(status, { ...serverHeaders, "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function encodingOf(request: IncomingMessage): Encoding | undefined {
  const type = (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  if (type === "application/json") return "json";
  return type === "application/x-protobuf" || type === "application/protobuf" ? "protobuf" : undefined;
}

function statusOf(error: Error): number {
  if (error instanceof RefusedBody) return error.status;
  // What else can fail is the storage (a full disk, a stopped thread), and the sender should keep the spans for later.
  return error.name === "MalformedMessage" ? 400 : 503;
}

/** Bytes that own their memory can be handed to another thread without a copy. */
function transferable(bytes: Buffer): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
