import { requireExport, watchExit } from "#runtime";
import { type Log, reportInternalError } from "../log.js";
import type { ResolvedOptions } from "../options.js";
import type { ScoreRecord, SpanRecord } from "../record.js";
import type { LastRequest } from "../runtime/exit.js";
import { headers as names } from "../wire.js";
import type { Delivery } from "./delivery.js";
import type { Batch, Exporter } from "./exporter.js";
import type { Immediate } from "./immediate.js";
import { otlpExporter } from "./target.js";

/** What became of spans and scores since the client was made; with several exporters, at the slowest of them. */
export interface FlushResult {
  /** Taken by the target. */
  accepted: number;
  /** Still on the way. */
  pending: number;
  /** Lost: refused, or more than the queue may hold. */
  dropped: number;
}

/** Takes what ends and sees to it that it arrives. */
export interface Pipeline {
  started(record: SpanRecord): void;
  ended(record: SpanRecord): void;
  score(score: ScoreRecord): void;
  /** Hides secrets in a text that leaves the process by another way; `undefined` while nobody can. */
  redact(text: string): string | undefined;
  /** Resolves when everything that ended before is settled, or after `timeout`. Never rejects. */
  flush(milliseconds?: number): Promise<FlushResult>;
  /** The same, and nothing is taken any more. */
  shutdown(): Promise<FlushResult>;
}

type Action = (delivery: Delivery) => unknown;
type DeliveryModule = Pick<typeof import("./delivery.js"), "createDelivery">;

/**
 * The way from ended spans to the exporters. What encodes and sends is loaded when the first span starts, so that no
 * application waits for it; until it is there, records wait here.
 */
class LazyPipeline implements Pipeline {
  readonly #options: ResolvedOptions;
  readonly #log: Log;
  readonly #exporters: Exporter[];
  readonly #shown: { exporter: Exporter; immediate: Immediate }[] = [];
  readonly #exit = watchExit({ flush: (milliseconds) => this.flush(milliseconds), take: () => this.#take() });
  #waiting: Action[] = [];
  /** Ended spans and scores among what waits. */
  #held = 0;
  #loading: Promise<unknown> | undefined;
  #delivery: Delivery | undefined;
  #armed = false;
  #seen = 0;
  #lost = 0;

  constructor(options: ResolvedOptions, log: Log) {
    this.#options = options;
    this.#log = log;
    const exporters = options.exporters ?? [defaultExporter(options)];
    this.#exporters = exporters.filter((exporter) => !exporter.immediate);
    for (const exporter of exporters) {
      if (exporter.immediate) this.#shown.push({ exporter, immediate: exporter.immediate(options) });
    }
  }

  started(record: SpanRecord): void {
    if (this.#delivery) this.#delivery.started(record);
    else this.#wait((delivery) => record.endTime === 0 && delivery.started(record));
  }

  ended(record: SpanRecord): void {
    this.#arm();
    if (this.#delivery) this.#delivery.ended(record);
    else this.#hold((delivery) => delivery.ended(record));
    this.#show((immediate) => immediate.ofSpan(record));
  }

  score(score: ScoreRecord): void {
    this.#arm();
    if (this.#delivery) this.#delivery.score(score);
    else this.#hold((delivery) => delivery.score(score));
    this.#show((immediate) => immediate.ofScore(score));
  }

  redact(text: string): string | undefined {
    const [shown] = this.#shown;
    if (shown) return shown.immediate.redact(text);
    const delivery = this.#delivery ?? this.#beginNow();
    if (!delivery) this.#load();
    return delivery?.redact(text);
  }

  async flush(milliseconds?: number): Promise<FlushResult> {
    await this.#loading;
    return this.#result(await this.#delivery?.flush(milliseconds));
  }

  async shutdown(): Promise<FlushResult> {
    await this.#loading;
    const result = await this.#delivery?.shutdown();
    this.#disarm();
    return this.#result(result);
  }

  #result(result: FlushResult | undefined): FlushResult {
    // Immediate exporters have taken everything that they were shown.
    if (!result || this.#exporters.length === 0) return { accepted: this.#seen, pending: 0, dropped: this.#lost };
    return { ...result, dropped: result.dropped + this.#lost };
  }

  #wait(action: Action): void {
    if (this.#exporters.length === 0) return;
    if (this.#waiting.length < 2 * this.#options.maxQueueSize) this.#waiting.push(action);
    this.#load();
  }

  /** Waits with something that would be missed. */
  #hold(action: Action): void {
    if (this.#exporters.length === 0) return;
    if (this.#held >= this.#options.maxQueueSize) {
      this.#lost++;
      return;
    }
    this.#held++;
    this.#wait(action);
  }

  #load(): void {
    this.#loading ??= import("#export").then(
      (module) => this.#begin(module),
      (error: unknown) => {
        this.#lose();
        reportInternalError(error, "load the exporting part");
      },
    );
  }

  #begin({ createDelivery }: DeliveryModule): Delivery {
    this.#delivery ??= createDelivery(this.#options, this.#exporters, this.#log, () => this.#disarm());
    this.#held = 0;
    for (const action of this.#waiting.splice(0)) action(this.#delivery);
    return this.#delivery;
  }

  #beginNow(): Delivery | undefined {
    const module = requireExport();
    return module && this.#begin(module);
  }

  /** The process ends. What waits for a part that is still being loaded needs it now. */
  #take(): LastRequest[] {
    if (this.#held > 0 && !this.#beginNow()) this.#lose();
    return this.#delivery?.take() ?? [];
  }

  #lose(): void {
    if (this.#held === 0) return;
    this.#log.warn(`${this.#held} spans were lost: the process ended before the exporting part was loaded`);
    this.#lost += this.#held;
    this.#held = 0;
    this.#waiting = [];
  }

  #arm(): void {
    if (this.#armed || this.#exporters.length === 0) return;
    this.#armed = true;
    this.#exit.arm();
  }

  #disarm(): void {
    if (!this.#armed) return;
    this.#armed = false;
    this.#exit.disarm();
  }

  #show(make: (immediate: Immediate) => Batch): void {
    this.#seen++;
    for (const { exporter, immediate } of this.#shown) {
      try {
        void exporter.export(make(immediate));
      } catch (error) {
        reportInternalError(error, `exporter ${exporter.name}`);
      }
    }
  }
}

/** Creates a client's way from ended spans to its exporters. */
export function createPipeline(options: ResolvedOptions, log: Log): Pipeline {
  return new LazyPipeline(options, log);
}

function defaultExporter(options: ResolvedOptions): Exporter {
  const { apiKey, projectId, tracesUrl: url, timeout, fetch } = options;
  const headers = {
    ...(apiKey && { authorization: `Bearer ${apiKey}` }),
    ...(projectId && { [names.project]: encodeURIComponent(projectId) }),
    ...options.headers,
  };
  return otlpExporter({ url, headers, timeout, json: options.json, ...(fetch && { fetch }) });
}
