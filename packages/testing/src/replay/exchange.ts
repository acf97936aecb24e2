/** What a request must look like to be answered by an exchange. Absent facts match everything. */
export interface ExchangeRequest {
  method: string;
  /** Path without host and query: `/v1/chat/completions`. */
  path: string;
  /** The body's `model`. */
  model?: string;
  /** The body's `stream`. */
  stream?: boolean;
  /** Text that occurs in the request's body as it was sent. */
  contains?: string;
}

/** A response as it goes over the wire. */
export interface ExchangeResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

/** One request and the response that a provider gave to it. */
export interface Exchange {
  id: string;
  request: ExchangeRequest;
  response: ExchangeResponse;
}

/** A request that reached a replay server. */
export interface ReplayedRequest {
  method: string;
  /** Path with query, as it was asked for. */
  url: string;
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  /** The body as text. */
  body: string;
  /** Id of the exchange that answered; absent where none matched. */
  exchange?: string;
  /** True once the client has closed the connection before the whole response was sent. */
  aborted: boolean;
}

/** Tells whether `exchange` may answer `request`. */
export function matches(exchange: Exchange, request: Pick<ReplayedRequest, "method" | "url" | "body">): boolean {
  const { method, path, model, stream, contains } = exchange.request;
  if (method !== request.method || path !== pathOf(request.url)) return false;
  const body = parseBody(request.body);
  if (model !== undefined && body.model !== model) return false;
  if (stream !== undefined && (body.stream ?? false) !== stream) return false;
  return contains === undefined || request.body.includes(contains);
}

function pathOf(url: string): string {
  return new URL(url, "http://replay").pathname;
}

function parseBody(body: string): { model?: unknown; stream?: unknown } {
  if (!body.startsWith("{")) return {};
  return JSON.parse(body) as { model?: unknown; stream?: unknown };
}
