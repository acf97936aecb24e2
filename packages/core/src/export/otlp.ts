import { compress, createTransport } from "#runtime/export";
import type { HttpRequest, HttpResponse, Transport } from "../runtime/http.js";
import { fetchTransport } from "../runtime/http.js";
import { headers as names } from "../wire.js";
import { toEvaluation } from "./evaluation.js";
import type { Batch, Exporter, Outcome } from "./exporter.js";
import { readAnswer } from "./otlp-answer.js";
import { encodeJson } from "./otlp-json.js";
import { decodePartialSuccess, encodeProtobuf, reuseBody } from "./otlp-protobuf.js";
import type { OtlpOptions } from "./target.js";
import { untraced } from "./untraced.js";

/** Shorter bodies are not worth compressing. */
const MIN_COMPRESSED = 1024;

/** Sends spans by OTLP/HTTP, to a Trace server or any other OpenTelemetry receiver. */
export class OtlpExporter implements Exporter {
  readonly name: string;
  /** Whether a Trace server answered; it shows spans while they run. */
  live = false;
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #json: boolean;
  readonly #timeout: number;
  readonly #transport: Transport;
  /** Content encodings that the target takes; nothing is compressed on the way to the same machine. */
  #encodings: string | undefined;
  #answered = false;

  constructor({ url, headers, json = false, timeout = 30_000, fetch }: OtlpOptions, transport?: Transport) {
    this.name = url;
    this.#url = url;
    this.#json = json;
    this.#headers = { "content-type": this.#json ? "application/json" : "application/x-protobuf" };
    for (const [name, value] of Object.entries(headers ?? {})) this.#headers[name.toLowerCase()] = value;
    this.#timeout = timeout;
    this.#transport = transport ?? (fetch ? fetchTransport(fetch) : createTransport());
    if (!isLoopback(url)) this.#encodings = "gzip";
  }

  /** Asks who answers, with an empty request. */
  async probe(): Promise<Outcome> {
    return this.#post(this.#request(new Uint8Array(this.#json ? [123, 125] : [])));
  }

  async export(batch: Batch): Promise<Outcome> {
    if (batch.scores.length > 0 && !this.#answered) {
      // Only the answer tells whether scores or evaluation events are understood.
      const { retryAfter, ...said } = await this.probe();
      if (!this.#answered) return { ...said, retryAfter: retryAfter ?? 0 };
    }
    return this.#post(this.request(batch));
  }

  /** The request that carries a batch. */
  request({ spans, scores, resource }: Batch): HttpRequest {
    if (scores.length > 0 && this.live) return this.#scoreRequest(scores);
    const batch = { spans: [...spans, ...scores.map(toEvaluation)], resource };
    return this.#request(this.#json ? encodeJson(batch) : encodeProtobuf(batch));
  }

  #request(body: Uint8Array<ArrayBuffer>): HttpRequest {
    return { url: this.#url, headers: { ...this.#headers }, body, timeout: this.#timeout };
  }

  #scoreRequest(scores: Batch["scores"]): HttpRequest {
    const body = new TextEncoder().encode(JSON.stringify({ scores })) as Uint8Array<ArrayBuffer>;
    const headers = { ...this.#headers, "content-type": "application/json" };
    return { url: new URL("/api/v1/scores", this.#url).href, headers, body, timeout: this.#timeout };
  }

  async #post(request: HttpRequest): Promise<Outcome> {
    const { body } = request;
    await this.#compress(request);
    let response: HttpResponse;
    try {
      response = await untraced(() => this.#transport(request));
    } catch (error) {
      const reason = error instanceof Error ? ((error as { code?: string }).code ?? error.message) : String(error);
      return {
        retryAfter: 0,
        message: `cannot reach ${this.#url} (${reason}); spans wait and are sent when something answers`,
      };
    }
    this.#meet(response);
    reuseBody(body);
    const outcome = readAnswer(response, this.#url, this.#json ? decodeJsonPartial : decodePartialSuccess);
    return outcome.message ? { ...outcome, message: this.#hideHeaders(outcome.message) } : outcome;
  }

  /** Some receivers repeat what they were sent, and messages end up in a log. */
  #hideHeaders(message: string): string {
    const { "content-type": _, ...own } = this.#headers;
    const words = Object.values(own).flatMap((value) => [value, ...value.split(/\s+/)]);
    return words.reduce((clean, word) => (word.length < 8 ? clean : clean.replaceAll(word, "[REDACTED]")), message);
  }

  #meet(response: HttpResponse): void {
    this.#answered = true;
    this.live = response.header(names.server) !== undefined;
    if (this.#encodings) this.#encodings = response.header(names.encodings) ?? "gzip";
  }

  async #compress(request: HttpRequest): Promise<void> {
    if (!this.#encodings || request.body.length < MIN_COMPRESSED) return;
    const compressed = await compress(request.body, this.#encodings);
    if (!compressed) return;
    request.body = compressed.body;
    request.headers["content-encoding"] = compressed.encoding;
  }
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname);
}

function decodeJsonPartial(body: Uint8Array): { rejected: number; message: string } | undefined {
  const { partialSuccess } = JSON.parse(new TextDecoder().decode(body) || "{}") as {
    partialSuccess?: { rejectedSpans?: string | number; errorMessage?: string };
  };
  if (!partialSuccess) return undefined;
  return { rejected: Number(partialSuccess.rejectedSpans ?? 0), message: partialSuccess.errorMessage ?? "" };
}
