import type { Client } from "./client.js";
import { now } from "./clock.js";
import { type Context, type TagInput, tagList } from "./context.js";
import { describeError } from "./failure.js";
import { reportInternalError } from "./log.js";
import { readUsage, type UsageInput } from "./manual-usage.js";
import { openSpan } from "./open.js";
import type { Level, ModelCall, PromptReference, SpanRecord, SpanStatus, SpanType } from "./record.js";
import type { ScoreInput } from "./score.js";
import { snapshot } from "./snapshot.js";
import { Tracer } from "./tracer.js";
import type { Usage } from "./usage.js";
import { readLevel, readStatus } from "./vocabulary.js";

/** What can be said of a span, when it opens or later. */
export interface SpanFields {
  input?: unknown;
  output?: unknown;
  metadata?: Record<string, unknown>;
  /** Strings, or a map that is kept as `key:value`. */
  tags?: TagInput;
  /** In any case. A level alone never changes the status. @default "DEFAULT" */
  level?: Level | Lowercase<Level>;
  /** Sets the status to error and the level to ERROR. */
  error?: unknown;
  /** Inherited by the generations below. */
  prompt?: PromptReference;
  model?: string;
  provider?: string;
  parameters?: Record<string, unknown>;
  usage?: UsageInput;
  /** USD. */
  cost?: number;
}

/** Options of a new span. */
export interface SpanOptions extends SpanFields {
  /** One of the span types, or a category in your own words. @default "span" */
  type?: SpanType | (string & {});
  /** Inherited by everything below, as are `sessionId`, `environment` and `release`. */
  userId?: string;
  sessionId?: string;
  environment?: string;
  release?: string;
  /** Milliseconds since the epoch. @default now */
  startTime?: number;
}

/** How a span ends. */
export interface EndOptions {
  /** A status, or `Success`, `Fail`, `Indeterminate`, which are kept beside it. @default "error" after an error, else "unset" */
  status?: SpanStatus | "Success" | "Fail" | "Indeterminate";
  error?: unknown;
  /** Milliseconds since the epoch. @default now */
  endTime?: number;
}

/** A unit of work while it runs. It ends once; what is said of it after that is ignored. */
export class Span extends Tracer {
  /** @internal */
  readonly record: SpanRecord;
  /** @internal */
  readonly client: Client | undefined;
  /** Whether the span will be exported: false without a client, when switched off, and in a trace not sampled. */
  readonly recording: boolean;
  /** Whether the trace is kept; travels to other processes. */
  readonly sampled: boolean;

  /** @internal Use `startSpan`. */
  constructor(record: SpanRecord, client: Client | undefined, recording: boolean, sampled: boolean) {
    super();
    this.record = record;
    this.client = client;
    this.recording = recording;
    this.sampled = sampled;
  }

  /** 32 lowercase hex digits; zeros where nothing is recorded. */
  get traceId(): string {
    return this.record.traceId;
  }

  /** 16 lowercase hex digits. */
  get spanId(): string {
    return this.record.spanId;
  }

  /** The context of what runs inside the span. */
  get context(): Context {
    return { span: this, remote: undefined, values: this.record.context };
  }

  get input(): unknown {
    return this.record.input;
  }

  set input(value: unknown) {
    if (this.#touch()) this.record.input = snapshot(value);
  }

  get output(): unknown {
    return this.record.output;
  }

  set output(value: unknown) {
    if (this.#touch()) this.record.output = snapshot(value);
  }

  /** The same as assigning `output`. */
  setOutput(value: unknown): void {
    this.output = value;
  }

  get metadata(): Record<string, unknown> | undefined {
    return this.record.metadata;
  }

  set metadata(value: Record<string, unknown> | undefined) {
    if (this.#touch()) this.record.metadata = snapshot(value) as Record<string, unknown> | undefined;
  }

  get tags(): TagInput | undefined {
    return this.record.tags;
  }

  set tags(value: TagInput | undefined) {
    if (this.#touch()) this.record.tags = value && tagList(value);
  }

  get level(): Level {
    return this.record.level;
  }

  set level(value: Level | Lowercase<Level>) {
    const level = readLevel(String(value));
    if (!level) {
      reject("level", `must be DEBUG, DEFAULT, WARNING or ERROR, got "${value}"`);
    } else if (this.#touch()) {
      this.record.level = level;
    }
  }

  get error(): unknown {
    return this.record.error;
  }

  set error(value: unknown) {
    if (value === undefined || value === null || !this.#touch()) return;
    this.record.error = describeError(value);
    this.record.status = "error";
    this.record.level = "ERROR";
  }

  get prompt(): PromptReference | undefined {
    return this.record.prompt;
  }

  set prompt(value: PromptReference | undefined) {
    if (this.#touch())
      this.record.prompt = value && {
        name: value.name,
        ...(value.version !== undefined && { version: value.version }),
      };
  }

  get model(): string | undefined {
    return this.record.model?.model;
  }

  set model(value: string | undefined) {
    this.#call((call) => {
      call.model = value;
    });
  }

  get provider(): string | undefined {
    return this.record.model?.provider;
  }

  set provider(value: string | undefined) {
    this.#call((call) => {
      call.provider = value;
    });
  }

  get parameters(): Record<string, unknown> | undefined {
    return this.record.model?.parameters;
  }

  set parameters(value: Record<string, unknown> | undefined) {
    this.#call((call) => {
      call.parameters = snapshot(value) as Record<string, unknown> | undefined;
    });
  }

  get usage(): Usage | undefined {
    return this.record.model?.usage;
  }

  set usage(value: UsageInput | undefined) {
    this.#call((call) => {
      call.usage = value && readUsage(value);
    });
  }

  get cost(): number | undefined {
    return this.record.model?.cost;
  }

  set cost(value: number | undefined) {
    if (value !== undefined && !(Number.isFinite(value) && value >= 0)) {
      reject("cost", `must be USD, zero or more, got ${value}`);
    } else {
      this.#call((call) => {
        call.cost = value;
        call.costSource = "user";
      });
    }
  }

  /** Sets several fields at once. */
  set(fields: SpanFields): this {
    for (const name of settable) {
      const value = fields[name];
      if (value !== undefined) (this as Record<string, unknown>)[name] = value;
    }
    return this;
  }

  /** Opens a span below this one that ends when `end` is called, or at the end of its `using` block. */
  startSpan(name: string, options?: SpanOptions): Span {
    return openSpan(name, options, this.context, this.client);
  }

  /** Records a judgement about this span. */
  score(score: Omit<ScoreInput, "traceId" | "spanId" | "sessionId">): void {
    if (this.recording) this.client?.score({ ...score, traceId: this.traceId, spanId: this.spanId });
  }

  /** Ends the span. Only the first call counts. */
  end(options: EndOptions = {}): void {
    if (this.record.endTime !== 0) return;
    if (options.error !== undefined) this.error = options.error;
    if (options.status) this.#become(options.status);
    this.record.endTime = Math.max(options.endTime ?? now(), this.record.startTime);
    if (this.recording) this.client?.pipeline.ended(this.record);
  }

  [Symbol.dispose](): void {
    this.end();
  }

  #become(word: string): void {
    const read = readStatus(word);
    if (!read) {
      reject("status", `must be unset, ok, error or cancelled, got "${word}"`);
    } else {
      this.record.status = read.status;
      this.record.statusLabel = read.label;
    }
  }

  #call(change: (call: ModelCall) => void): void {
    if (this.#touch()) change((this.record.model ??= {}));
  }

  /** Whether the span can still be changed; counts the change. */
  #touch(): boolean {
    if (!this.recording || this.record.endTime !== 0) return false;
    this.record.revision++;
    return true;
  }
}

const settable = [
  "input",
  "output",
  "metadata",
  "tags",
  "level",
  "error",
  "prompt",
  "model",
  "provider",
  "parameters",
  "usage",
  "cost",
] as const satisfies readonly (keyof SpanFields)[];

/** A wrong value is said, and the field stays what it was. */
function reject(field: string, problem: string): void {
  reportInternalError(new TypeError(`${field} ${problem}`), `span.${field}`);
}
