import type { HttpResponse } from "../runtime/http.js";
import type { Outcome } from "./exporter.js";
import { decodeStatus } from "./otlp-protobuf.js";

type PartialSuccess = (body: Uint8Array) => { rejected: number; message: string } | undefined;

/** Everything that waits is lost: retrying would do no good. */
const ALL = Number.POSITIVE_INFINITY;

/** Reads what an OTLP receiver made of a request. */
export function readAnswer(response: HttpResponse, url: string, decode: PartialSuccess): Outcome {
  const { status } = response;
  if (status >= 200 && status < 300) return accepted(response, url, decode);
  if (status === 413) return { split: true };
  if (status === 429 || status === 502 || status === 503 || status === 504) {
    return { retryAfter: retryAfter(response), message: `${url} is busy (${status}); spans wait` };
  }
  if (status === 401 || status === 403) {
    const advice = "set TRACE_API_KEY, or the apiKey option, to a key of the project";
    return { stop: true, message: `stops sending: ${url} refuses the key (${status}); ${advice}${said(response)}` };
  }
  return { rejected: ALL, message: `${url} refused spans (${status})${said(response)}` };
}

function accepted(response: HttpResponse, url: string, decode: PartialSuccess): Outcome {
  const partial = attempt(() => decode(response.body));
  if (!partial || (partial.rejected === 0 && !partial.message)) return {};
  return {
    rejected: partial.rejected,
    message: `${url} took a batch but ${partial.rejected} spans: ${partial.message}`,
  };
}

/** Milliseconds from a Retry-After of seconds or a date; 0 where there is none. */
function retryAfter(response: HttpResponse): number {
  const value = response.header("retry-after");
  if (!value) return 0;
  const seconds = Number(value);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Math.max(milliseconds || 0, 0);
}

/** What the target says about a refusal: as text, or in a `google.rpc.Status`. */
function said({ body, header }: HttpResponse): string {
  const coded = header("content-type")?.includes("protobuf");
  const words = coded ? attempt(() => decodeStatus(body)) : new TextDecoder().decode(body.subarray(0, 300));
  return words ? `: ${words}` : "";
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // Answers of receivers that take spans but do not speak the protocol back.
    return undefined;
  }
}
