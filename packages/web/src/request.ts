/** An answer of the server that is no success. */
export class RequestError extends Error {
  override name = "RequestError";

  constructor(
    /** HTTP status; 0 when the server did not answer at all. */
    readonly status: number,
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** Reads JSON from the server. Where it needs a key, the browser has asked for it and sends it along. */
export async function requestJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await request(path, signal);
  return (await response.json()) as Answer;
}

/** Asks the server and throws {@link RequestError} unless it answers with success. */
export async function request(path: string, signal?: AbortSignal, accept = "application/json"): Promise<Response> {
  const response = await fetch(path, { headers: { accept }, signal: signal ?? null }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new RequestError(0, "The server does not answer. Is it still running?");
  });
  if (!response.ok) throw await failure(response);
  return response;
}

/** Writes a query string from the values that are set. */
export function queryString(values: Record<string, string | number | boolean | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== "") search.set(name, `${value}`);
  const text = search.toString();
  return text ? `?${text}` : "";
}

async function failure(response: Response): Promise<RequestError> {
  const body = (await response.json().catch(() => undefined)) as
    | { error?: { code?: string; message?: string } }
    | undefined;
  const message = body?.error?.message ?? `The server answered ${response.status} ${response.statusText}`.trim();
  return new RequestError(response.status, message, body?.error?.code);
}
