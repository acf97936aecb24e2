/** One POST. */
export interface HttpRequest {
  url: string;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
  /** Milliseconds that it may take. */
  timeout: number;
}

/** What came back. */
export interface HttpResponse {
  status: number;
  header(name: string): string | undefined;
  body: Uint8Array;
}

/** Sends a POST; rejects when nothing comes back. */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** Browsers send no more than this in a request that outlives its page. */
const MAX_KEEPALIVE = 60_000;

/** Creates a transport on `fetch`. */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return async ({ url, headers, body, timeout }) => {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      keepalive: body.length < MAX_KEEPALIVE,
      signal: AbortSignal.timeout(timeout),
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: new Uint8Array(await response.arrayBuffer()),
    };
  };
}
