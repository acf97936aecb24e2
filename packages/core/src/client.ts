import { currentContext } from "./context.js";
import { createPipeline, type FlushResult, type Pipeline } from "./export/pipeline.js";
import { Log, reportInternalError } from "./log.js";
import { type ObserveOptions, observe } from "./observe.js";
import { openSpan, openTrace } from "./open.js";
import { type Options, type ResolvedOptions, resolveOptions } from "./options.js";
import { runSpan } from "./run.js";
import { readScore, type ScoreInput } from "./score.js";
import type { Span, SpanOptions } from "./span.js";
import { state } from "./state.js";
import { type SpanArguments, spanArguments, Tracer } from "./tracer.js";

/** Records spans and sends them. `init` makes the default one; `createClient` one of its own. */
export class Client extends Tracer {
  /** @internal */
  readonly options: ResolvedOptions;
  /** @internal */
  readonly pipeline: Pipeline;
  /** @internal */
  readonly log: Log;
  #closed = false;

  /** Whether nobody asked for it: made from the environment. @internal */
  readonly implicit: boolean;

  /** @internal Use `init` or `createClient`. */
  constructor(options: ResolvedOptions, implicit = false) {
    super();
    this.implicit = implicit;
    this.options = options;
    this.log = new Log(options);
    this.pipeline = createPipeline(options, this.log);
  }

  /** Whether spans are recorded: false when switched off and after `shutdown`. */
  get open(): boolean {
    return this.options.enabled && !this.#closed;
  }

  /** Runs `fn` as the root of a new trace, linked to the span that encloses it. */
  trace<R>(name: string, fn: (span: Span) => R): R;
  trace<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R;
  trace<R>(name: string, ...rest: SpanArguments<R>): R {
    const [options, fn] = spanArguments(rest);
    return runSpan(openTrace(name, options, this), fn);
  }

  /** Opens a span below the current one, or a root, that ends when `end` is called or at the end of its `using` block. */
  startSpan(name: string, options?: SpanOptions): Span {
    return openSpan(name, options, currentContext(), this);
  }

  /** Wraps `fn` so that every call of it is a span. */
  observe<F extends (...args: never[]) => unknown>(fn: F, options?: ObserveOptions): F {
    return observe(fn, { ...options, client: this });
  }

  /**
   * Records a judgement about a trace, a span or a session; without an id, about the current trace.
   * Scores given by id are sent whatever the sampling decision.
   */
  score(input: ScoreInput): void {
    if (!this.open) return;
    const named = input.traceId ?? input.spanId ?? input.sessionId;
    const current = named ? undefined : currentContext().span;
    if (current && !current.recording) return;
    try {
      if (!named && !current)
        throw new TypeError(`score "${input.name}" needs a traceId, a spanId or a sessionId outside a trace`);
      this.pipeline.score(readScore(current ? { ...input, traceId: current.traceId } : input));
    } catch (error) {
      this.log.warn(`score was not recorded: ${(error as Error).message}`);
    }
  }

  /**
   * Sends what has ended before this call. Resolves when it is settled or `timeout` has passed; never rejects.
   * The numbers are spans and scores since the client was made.
   */
  flush(): Promise<FlushResult> {
    return this.pipeline.flush();
  }

  /** Sends what has ended and stops recording; calls after it are silent no-ops. */
  shutdown(): Promise<FlushResult> {
    this.#closed = true;
    return this.pipeline.shutdown();
  }
}

/**
 * Makes the default client from options and the environment, and returns it.
 * A second call sends what the first client still holds, then replaces it, and says so.
 *
 * @throws TraceError when an option is wrong; it names the option.
 * @example
 * init({ apiKey: "tr_…", serviceName: "support-bot" });
 */
export function init(options: Options = {}): Client {
  return become(new Client(resolveOptions(options)));
}

/**
 * Makes the default client from the environment, for an application that has not called `init`. When it does,
 * that is no second call.
 *
 * @internal
 */
export function initFromEnvironment(): Client {
  return become(new Client(resolveOptions({}), true));
}

function become(client: Client): Client {
  const shared = state();
  // Not through a getter, which would make a client from the environment only to replace it.
  const previous: Client | undefined = Object.getOwnPropertyDescriptor(shared, "client")?.value;
  shared.client = client;
  if (previous?.open) {
    if (!previous.implicit) client.log.warn("init was called again: the new options replace the old ones");
    void previous.flush().catch((error) => reportInternalError(error, "init"));
  }
  return client;
}

/** Returns the default client, or `undefined` before `init`. */
export function getClient(): Client | undefined {
  return state().client;
}

/** Makes an independent client with its own key and queue; the default one stays what it is. */
export function createClient(options: Options = {}): Client {
  return new Client(resolveOptions(options));
}
