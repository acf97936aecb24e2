import {
  type Client,
  type FinishedSpan,
  init,
  type MemoryExporter,
  memoryExporter,
  type Options,
  type ScoreRecord,
} from "@trace/core";

/** A client that keeps what it records, for tests. */
export interface Recorder {
  /** The client; it is the default one, so patched SDKs and the functions of `@trace/core` record to it. */
  readonly client: Client;
  readonly scores: readonly ScoreRecord[];
  /** Warnings and errors that were logged: faults of the tracing itself are among them. */
  readonly log: readonly string[];
  /**
   * Resolves to the spans that have ended, in the order of their start.
   *
   * @param atLeast Waits until there are that many, up to two seconds. @default 0
   */
  spans(atLeast?: number): Promise<FinishedSpan[]>;
  /** Forgets spans, scores, log lines, and which faults have been reported. */
  reset(): void;
  /** Stops recording. */
  close(): Promise<void>;
}

const WAIT = 2_000;

/**
 * Makes a fresh default client that records in memory.
 *
 * @example
 * const recorder = createRecorder();
 * await work();
 * expect(await recorder.spans()).toHaveLength(1);
 */
export function createRecorder(options: Omit<Options, "exporters" | "logger"> = {}): Recorder {
  const memory = memoryExporter();
  const log: string[] = [];
  const note = (line: string) => void log.push(line);
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: note, error: note };
  const client = init({ ...options, exporters: [memory], logger });
  forgetFaults();
  return {
    client,
    scores: memory.scores,
    log,
    spans: (atLeast = 0) => recorded(client, memory, atLeast),
    reset() {
      memory.clear();
      log.length = 0;
      forgetFaults();
    },
    async close() {
      await client.shutdown();
    },
  };
}

async function recorded(client: Client, memory: MemoryExporter, atLeast: number): Promise<FinishedSpan[]> {
  const deadline = Date.now() + WAIT;
  while (memory.spans.length < atLeast && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
  await client.flush();
  return [...memory.spans].sort((a, b) => a.startTime - b.startTime);
}

/** Every fault is reported once per process, which would hide from one test what another has seen. */
function forgetFaults(): void {
  const shared = globalThis as { [key: symbol]: { reported?: Set<string> } | undefined };
  shared[Symbol.for("trace.state.1")]?.reported?.clear();
}
