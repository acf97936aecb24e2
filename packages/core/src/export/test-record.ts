import { Log } from "../log.js";
import { type Options, type ResolvedOptions, resolveOptions } from "../options.js";
import type { SpanRecord } from "../record.js";

let count = 0;

/** A record of a span that has ended. */
export function record(fields: Partial<SpanRecord> = {}): SpanRecord {
  count++;
  return {
    traceId: count.toString(16).padStart(32, "0"),
    spanId: count.toString(16).padStart(16, "0"),
    parentId: undefined,
    name: `span ${count}`,
    type: "span",
    category: undefined,
    startTime: 1_700_000_000_000.25,
    endTime: 1_700_000_000_001.5,
    status: "unset",
    statusLabel: undefined,
    level: "DEFAULT",
    error: undefined,
    input: undefined,
    output: undefined,
    metadata: undefined,
    tags: undefined,
    attributes: undefined,
    links: undefined,
    model: undefined,
    prompt: undefined,
    context: {},
    place: -1,
    revision: 0,
    ...fields,
  };
}

/** Options with every default, and nothing from the environment. */
export function resolved(options: Options = {}): ResolvedOptions {
  const otel = { headers: {}, json: false, resource: {}, captureContent: false };
  return resolveOptions(options, {
    options: {},
    otel: { endpoint: undefined, tracesUrl: undefined, serviceName: undefined, ...otel },
  } as Parameters<typeof resolveOptions>[1]);
}

/** A log that keeps its lines. */
export function keepingLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  return { log: new Log({ logLevel: "debug", logger: { debug: keep, info: keep, warn: keep, error: keep } }), lines };
}
