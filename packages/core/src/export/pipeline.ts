import { openSpool, waitUntil, watchExit } from "#runtime";
import { type Log, reportInternalError } from "../log.js";
import type { ResolvedOptions } from "../options.js";
import type { ScoreRecord, SpanRecord } from "../record.js";
import { createRedactor } from "../redact/redactor.js";
import type { LastRequest } from "../runtime/exit.js";
import type { Spool } from "../runtime/spool.js";
import { Channel } from "./channel.js";
import type { Batch, Exporter } from "./exporter.js";
import { createFinish } from "./finish.js";
import { Live } from "./live.js";
import { releaseMedia } from "./media.js";
import { OtlpExporter } from "./otlp.js";
import { cleanScore, createPacker } from "./parcel.js";
import type { Entry } from "./queue.js";
import { describeProcess } from "./resource.js";
import { realWorld, type World } from "./world.js";

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
  /** Resolves when everything that ended before is settled or `timeout` has passed. Never rejects. */
  flush(): Promise<FlushResult>;
  /** The same, and nothing is taken any more. */
  shutdown(): Promise<FlushResult>;
}

/** Creates the way from ended spans to the exporters. */
export function createPipeline(options: ResolvedOptions, log: Log, world: World = realWorld): Pipeline {
  const redactor = createRedactor(options);
  const finish = createFinish(options, redactor);
  const resource = describeProcess(options);
  const exporters = options.exporters ?? [defaultExporter(options)];
  const immediate = exporters.filter((exporter) => exporter.immediate);
  const pack = createPacker(finish, redactor);
  const channels = exporters
    .filter((exporter) => !exporter.immediate)
    .map((exporter, index) => {
      const spool = openFolder(options, index, log);
      return new Channel(exporter, { options, resource, pack, log, world, spool, settled });
    });
  const live = new Live(channels.map((channel) => channel.exporter), { interval: options.flushInterval, world, finish, resource, probed() {} });
  const exit = watchExit({ flush, take });
  const waiting = new Set<() => void>();
  let seen = 0;
  let adopted = !options.spool;
  let armed = false;

  function settled(): void {
    for (const check of waiting) check();
    if (armed && channels.every((channel) => channel.oldest === Number.POSITIVE_INFINITY)) {
      armed = false;
      exit.disarm();
    }
  }

  function push(entry: Entry): void {
    if (!adopted) {
      adopted = true;
      world.after(0, () => channels.forEach((channel) => channel.adopt()));
    }
    for (const channel of channels) channel.push(entry);
    if (!armed && channels.length > 0) {
      armed = true;
      exit.arm();
    }
  }

  function showNow(make: () => Partial<Batch>): void {
    seen++;
    for (const exporter of immediate) {
      try {
        void exporter.export({ spans: [], scores: [], resource, ...make() });
      } catch (error) {
        reportInternalError(error, `exporter ${exporter.name}`);
      }
    }
  }

  function result(): FlushResult {
    const counts = channels.length > 0 ? channels : [{ accepted: seen, pending: 0, dropped: 0 }];
    return {
      accepted: Math.min(...counts.map((count) => count.accepted)),
      pending: Math.max(...counts.map((count) => count.pending)),
      dropped: Math.max(...counts.map((count) => count.dropped)),
    };
  }

  function flush(milliseconds = options.timeout): Promise<FlushResult> {
    const ends = channels.map((channel) => channel.release());
    for (const channel of channels) channel.hurry();
    return new Promise((resolve) => {
      // Held: without it a program that awaits nothing but this would end here.
      const cancel = world.after(milliseconds, finishUp, true);
      function finishUp() {
        cancel();
        waiting.delete(check);
        resolve(result());
      }
      function check() {
        if (channels.every((channel, index) => channel.oldest >= ends[index]!)) finishUp();
      }
      waiting.add(check);
      check();
    });
  }

  /** Everything that is not settled, as requests. */
  function take(): LastRequest[] {
    return channels.flatMap((channel) => channel.empty().map((parcel) => lastRequest(channel, parcel))).filter((request) => request !== undefined);
  }

  function lastRequest(channel: Channel, parcel: ReturnType<Channel["empty"]>[number]): LastRequest | undefined {
    const { exporter } = channel;
    const keep = () => {
      if (!channel.keep(parcel)) channel.settle(parcel, { rejected: parcel.count, message: `${parcel.count} spans were lost at the end of the process: ${exporter.name} did not take them` });
    };
    if (!exporter.request || options.fetch) {
      keep();
      return undefined;
    }
    const settle = (status: number) => (status >= 200 && status < 300 ? channel.settle(parcel, {}) : keep());
    return { request: exporter.request({ ...parcel, resource }), settle };
  }

  return {
    started: (record) => live.started(record),
    ended(record) {
      live.ended(record);
      const size = releaseMedia(record);
      push({ span: record, size });
      if (immediate.length > 0) showNow(() => ({ spans: [finish(record)] }));
      if (record.parentId === undefined && channels.length > 0) waitUntil()?.(flush());
    },
    score(score) {
      push({ score, size: 256 });
      if (immediate.length > 0) showNow(() => ({ scores: [cleanScore(score, redactor)] }));
    },
    flush: () => flush(),
    async shutdown() {
      await flush();
      for (const channel of channels) {
        for (const parcel of channel.empty()) if (!channel.keep(parcel)) channel.settle(parcel, { rejected: parcel.count });
        channel.close();
      }
      live.close();
      exit.disarm();
      return result();
    },
  };
}

/** The folder of one exporter: the first has the one that was named, the others folders within. */
function openFolder({ spool }: ResolvedOptions, index: number, log: Log): Spool | undefined {
  const failed = (error: unknown) => log.warnOnce("spool", `cannot keep spans in ${spool}: ${error}`);
  return spool ? openSpool(index === 0 ? spool : `${spool}/${index}`, failed) : undefined;
}

function defaultExporter(options: ResolvedOptions): Exporter {
  const { apiKey, tracesUrl: url, timeout, fetch } = options;
  const headers = { ...(apiKey && { authorization: `Bearer ${apiKey}` }), ...options.headers };
  return new OtlpExporter({ url, headers, timeout, ...(fetch && { fetch }) });
}
