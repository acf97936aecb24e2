import { now } from "../clock.js";
import { reportInternalError } from "../log.js";
import type { ModelCall, SpanStatus } from "../record.js";
import { snapshot } from "../snapshot.js";
import type { EndOptions, Span } from "../span.js";
import { forget } from "./abandoned.js";
import type { RequestObserver, RequestOptions, SdkCopy } from "./copy.js";
import { checkResult, rewriteRequest } from "./hooked.js";
import { isAbort } from "./outcome.js";
import type { CallContext, Operation, Provider, ResponseFields } from "./provider.js";
import { serverOf } from "./server-address.js";
import { isFirstUsage } from "./usage-once.js";

/** What is known of a traced method before it is called. */
export interface TracedMethod {
  readonly provider: Provider;
  readonly operation: Operation;
  readonly copy: SdkCopy;
  /** Names the method in reports: `openai chat.completions.create`. */
  readonly label: string;
}

/** Milliseconds between two looks that others may take at a stream's output while it runs. */
const PUBLISH_INTERVAL = 500;
/** After the first content the clock is read once in so many chunks: it costs as much as a fold. */
const CLOCK_STRIDE = 16;

/** One call of a traced method, from its start to the one end of its span. */
export class Call implements CallContext, RequestObserver {
  attempts = 0;
  /** Whether somebody asked for the parsed result. */
  parsing = false;
  /** Whether somebody asked for the raw response. */
  raw = false;
  /** Whether `watchUntilCollected` waits for this call. */
  watched = false;
  readonly method: TracedMethod;
  readonly span: Span;
  readonly client: object | undefined;
  readonly args: readonly unknown[];
  #headers: Headers | undefined;
  #usageAsked = false;
  #arrived = false;
  #result: unknown;
  #settled = false;
  #ended = false;
  #published = 0;
  #chunks = 0;

  constructor(method: TracedMethod, span: Span, client: object | undefined, args: readonly unknown[]) {
    this.method = method;
    this.span = span;
    this.client = client;
    this.args = args;
  }

  get baseURL(): string | undefined {
    const { baseURL } = (this.client ?? {}) as { baseURL?: unknown };
    return typeof baseURL === "string" ? baseURL : undefined;
  }

  header(name: string): string | undefined {
    return this.#headers?.get(name) ?? undefined;
  }

  /** Records what is asked for. */
  start(): void {
    const { span, method } = this;
    if (!span.recording) return;
    span.record.type = method.operation.type ?? "generation";
    this.#guard("request", () => this.#ask());
  }

  #ask(): void {
    const { operation, provider } = this.method;
    const { record } = this.span;
    const { model, input, tools, params } = operation.request(this.args[0], this);
    if (model) record.name += ` ${model}`;
    record.input = snapshot(input);
    record.model = {
      operation: operation.operation ?? "chat",
      provider: provider.identify?.(this) ?? provider.name,
      model,
      parameters: params && (snapshot(params) as Record<string, unknown>),
      tools: snapshot(tools),
      stream: params?.stream === true || undefined,
      normalize: operation.normalize,
      ...serverOf(this.baseURL),
    };
  }

  get rewrites(): boolean {
    if (this.method.copy.hooks?.rewrite) return true;
    return this.#askedBody(this.args[0]) !== undefined;
  }

  prepare(options: RequestOptions): RequestOptions | Promise<RequestOptions> {
    const rewritten = rewriteRequest(this, options);
    return rewritten instanceof Promise
      ? rewritten.then((own) => this.#askForUsage(own))
      : this.#askForUsage(rewritten);
  }

  /** Nothing is added for a caller who reads the raw response. */
  #askForUsage(options: RequestOptions): RequestOptions {
    const body = this.raw && !this.parsing ? undefined : this.#askedBody(options.body);
    if (body === undefined) return options;
    this.#usageAsked = true;
    return { ...options, body };
  }

  /** A copy of the body that asks for usage, where that is to be asked for. */
  #askedBody(body: unknown): unknown {
    const { operation, copy } = this.method;
    if (!operation.usageOption || !this.span.recording || copy.channel.refusing.has(this.baseURL ?? ""))
      return undefined;
    return this.#guard("usage option", () => operation.usageOption?.ask(body, this));
  }

  refused(error: unknown): boolean {
    if (!this.#usageAsked || typeof error !== "object" || error === null) return false;
    if (!this.#guard("usage option", () => this.method.operation.usageOption?.refused(error))) return false;
    this.#usageAsked = false;
    this.method.copy.channel.refusing.add(this.baseURL ?? "");
    return true;
  }

  /** The response's headers are here; whether anybody reads the body is open. */
  responded(headers: Headers | undefined): void {
    this.#headers = headers;
    this.#arrived = true;
    if (this.raw && !this.parsing) this.#finish("ok");
  }

  /** Somebody wants the raw response. The span ends with it, unless somebody wants the result as well. */
  readRaw(): void {
    this.raw = true;
    if (this.#arrived && !this.parsing) this.#finish("ok");
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Takes the parsed result, once, and returns what the caller gets: the same, unless a check replaces it. */
  succeeded(result: unknown): unknown {
    if (this.#settled) return result;
    this.#settled = true;
    // Also where a check refuses it: its tokens are spent.
    this.#result = result;
    const checked = checkResult(this, result);
    if (checked !== undefined) return checked;
    this.complete(result);
    return result;
  }

  /** Ends the span with a whole result. */
  complete(result: unknown): void {
    this.#result = result;
    this.#finish("ok");
  }

  failed(error: unknown): void {
    this.#settled = true;
    if (isAbort(error)) this.cancelled();
    else this.#finish("error", error);
  }

  /** The caller left before the result was whole. */
  cancelled(): void {
    this.#finish("cancelled");
  }

  /** The stream has been read to its end. */
  streamed(): void {
    this.#finish("ok");
  }

  /** The result is a stream; false where that was known already. */
  streaming(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    const { model } = this.span.record;
    if (model) model.stream = true;
    return true;
  }

  /** Whether a chunk exists only because we asked for usage. */
  isExtra(chunk: unknown): boolean {
    if (!this.#usageAsked) return false;
    return this.#guard("usage option", () => this.method.operation.usageOption?.isExtra(chunk)) === true;
  }

  /** Takes a chunk before the caller has it. */
  chunk(chunk: unknown): void {
    if (this.#ended || !this.span.recording) return;
    try {
      this.#time(chunk);
      this.#result = this.method.operation.fold?.(this.#result, chunk);
    } catch (error) {
      this.#report(error, "chunk");
    }
  }

  #time(chunk: unknown): void {
    const { record } = this.span;
    const model = (record.model ??= {});
    if (model.timeToFirstToken !== undefined && ++this.#chunks % CLOCK_STRIDE !== 0) return;
    const elapsed = now() - record.startTime;
    model.timeToFirstChunk ??= elapsed;
    if (model.timeToFirstToken === undefined && this.method.operation.isContent?.(chunk)) {
      model.timeToFirstToken = elapsed;
    }
    if (elapsed - this.#published >= PUBLISH_INTERVAL) this.#publish(elapsed);
  }

  /** Lets others see what has come so far. What a fold returns is its own, so nothing is copied. */
  #publish(elapsed: number): void {
    this.#published = elapsed;
    const { record } = this.span;
    record.output = this.#fields()?.output;
    record.revision++;
  }

  #fields(): ResponseFields | undefined {
    if (this.#result === undefined || this.#result === null) return undefined;
    return this.method.operation.response?.(this.#result, this);
  }

  #finish(status: SpanStatus, error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.watched) forget(this);
    const fields = this.span.recording ? this.#guard("response", () => this.#record()) : undefined;
    this.#result = undefined;
    this.#guard("end", () => this.span.end(status === "ok" ? outcomeOf(fields) : { status, error }));
  }

  #record(): ResponseFields | undefined {
    const { record } = this.span;
    const model = (record.model ??= {});
    if (this.attempts > 0) model.attempts = this.attempts;
    const fields = this.#fields();
    if (!fields) return undefined;
    record.output = snapshot(fields.output);
    fillModel(model, fields);
    return fields;
  }

  /** Runs what others wrote; what it throws is reported and stays here. */
  #guard<T>(part: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      return this.#report(error, part);
    }
  }

  #report(error: unknown, part: string): undefined {
    reportInternalError(error, `${this.method.label} ${part}`);
  }
}

/** A result may say that it is a failure. */
function outcomeOf(fields: ResponseFields | undefined): EndOptions {
  if (fields?.error) return { error: { ...fields.error, name: fields.error.type } };
  return { status: fields?.cancelled ? "cancelled" : "ok" };
}

function fillModel(model: ModelCall, fields: ResponseFields): void {
  if (fields.model) model.responseModel = fields.model;
  if (fields.id) model.responseId = fields.id;
  if (fields.provider) model.provider = fields.provider;
  if (fields.serviceTier) model.serviceTier = fields.serviceTier;
  if (fields.finishReasons?.length) model.finishReasons = fields.finishReasons;
  if (fields.usageKey !== undefined && !(fields.usage && isFirstUsage(fields.usageKey))) return;
  if (fields.usage) {
    // The mapper made the object; what it points at is the provider's.
    fields.usage.raw = snapshot(fields.usage.raw);
    model.usage = fields.usage;
  }
  if (fields.cost === undefined) return;
  model.cost = fields.cost;
  model.costSource = "provider";
}
