import { openSpool, waitUntil } from "#runtime/export";
import type { Log } from "../log.js";
import type { ResolvedOptions } from "../options.js";
import { createRedactor } from "../redact/redactor.js";
import type { LastRequest } from "../runtime/exit.js";
import type { Spool } from "../runtime/spool.js";
import { Channel } from "./channel.js";
import type { Exporter } from "./exporter.js";
import { createFinish } from "./finish.js";
import { lastWords } from "./last-words.js";
import { Live } from "./live.js";
import { releaseMedia } from "./media.js";
import { OtlpExporter } from "./otlp.js";
import { createPacker } from "./parcel.js";
import type { FlushResult, Pipeline } from "./pipeline.js";
import type { Entry } from "./queue.js";
import { describeProcess } from "./resource.js";
import { realWorld, type World } from "./world.js";

/** A pipeline that is at work. */
export interface Delivery extends Pipeline {
  /** Hands over everything that is not settled, as requests, for the end of the process. */
  take(): LastRequest[];
  /** Sends what waits; resolves when it is settled, or after so many milliseconds. */
  flush(milliseconds?: number): Promise<FlushResult>;
}

/** Creates the way from ended spans to exporters. `idle` is called when nothing waits any more. */
export function createDelivery(
  options: ResolvedOptions,
  exporters: readonly Exporter[],
  log: Log,
  idle: () => void,
  world: World = realWorld,
): Delivery {
  const redactor = createRedactor(options);
  const finish = createFinish(options, redactor);
  const resource = describeProcess(options);
  const pack = createPacker(finish, redactor);
  const targets = exporters.map((exporter) => (exporter.otlp ? new OtlpExporter(exporter.otlp) : exporter));
  const channels = targets.map((exporter, index) => {
    const spool = openFolder(options, index, log);
    return new Channel(exporter, { options, resource, pack, log, world, spool, settled });
  });
  const live = new Live(targets, { interval: options.flushInterval, world, finish, resource, probed });
  const waiting = new Set<() => void>();
  let adopted = !options.spool;

  function settled(): void {
    for (const check of waiting) check();
    if (channels.every((channel) => channel.oldest === Number.POSITIVE_INFINITY)) idle();
  }

  function probed({ live: isTrace, name }: Exporter): void {
    log.debug(isTrace ? `found a Trace server at ${name}` : `found no Trace server at ${name}`);
    if (isTrace && options.apiKey && !options.apiKey.startsWith("tr_")) {
      log.warnOnce("key", "the apiKey does not look like a Trace server's, which start with tr_");
    }
  }

  function push(entry: Entry): void {
    if (!adopted) {
      adopted = true;
      world.after(0, () => {
        for (const channel of channels) channel.adopt();
      });
    }
    for (const channel of channels) channel.push(entry);
  }

  function result(): FlushResult {
    return {
      accepted: Math.min(...channels.map((channel) => channel.accepted)),
      pending: Math.max(...channels.map((channel) => channel.pending)),
      dropped: Math.max(...channels.map((channel) => channel.dropped)),
    };
  }

  /** With `milliseconds` the process is about to end: nobody is waited for who cannot be reached. */
  function flush(milliseconds?: number): Promise<FlushResult> {
    const ends = channels.map((channel) => channel.release());
    for (const channel of channels) channel.hurry();
    return new Promise((resolve) => {
      // Held: without it a program that awaits nothing but this would end here.
      const cancel = world.after(milliseconds ?? options.timeout, finishUp, true);
      function finishUp() {
        cancel();
        waiting.delete(check);
        resolve(result());
      }
      function check() {
        const leaving = milliseconds !== undefined;
        if (channels.every((channel, index) => channel.oldest >= ends[index]! || (leaving && channel.resting)))
          finishUp();
      }
      waiting.add(check);
      check();
    });
  }

  return {
    started: (record) => live.started(record),
    ended(record) {
      live.ended(record);
      const size = releaseMedia(record);
      push({ span: record, size });
      if (record.parentId === undefined) waitUntil()?.(flush());
    },
    score(score) {
      push({ score, size: 256 });
    },
    redact: redactor.text,
    flush,
    // A client of the application's own may lead anywhere: nothing goes around it.
    take: () => lastWords(channels, resource, log, !options.fetch),
    async shutdown() {
      await flush();
      for (const channel of channels) {
        for (const parcel of channel.empty())
          if (!channel.keep(parcel)) channel.settle(parcel, { rejected: parcel.count });
        channel.close();
      }
      live.close();
      return result();
    },
  };
}

/** The folder of one exporter: the first has the one that was named, the others folders within. */
function openFolder({ spool }: ResolvedOptions, index: number, log: Log): Spool | undefined {
  const failed = (error: unknown) => log.warnOnce("spool", `cannot keep spans in ${spool}: ${error}`);
  return spool ? openSpool(index === 0 ? spool : `${spool}/${index}`, failed) : undefined;
}

export { OtlpExporter };
