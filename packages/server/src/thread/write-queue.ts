import { readRequest } from "../ingest/ingest.js";
import type { WriteBatch } from "../ingest/row.js";
import { decodeJson } from "../receive/otlp-json.js";
import { decodeProtobuf } from "../receive/otlp-protobuf.js";
import type { Change, Store } from "../store/store.js";
import type { IngestAnswer, IngestCall } from "./message.js";

/** Bytes of requests that share one commit. */
const commitSize = 8 * 1024 * 1024;
const indexSlice = 40;
/** Milliseconds that indexing waits for writes to pause, and after which it no longer waits. */
const indexPause = 20;
const indexPatience = 500;

interface Waiting {
  call: IngestCall;
  resolve: (answer: IngestAnswer) => void;
  reject: (error: Error) => void;
}

interface Decoded extends Waiting {
  batch: WriteBatch;
  answer: IngestAnswer;
}

/**
 * Commits requests in groups: while one commit runs, those that arrive wait for the next. Each is answered
 * after its commit. In the pauses the text index catches up.
 */
export class WriteQueue {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private indexTimer: NodeJS.Timeout | undefined;
  private lastIndexed = Date.now();
  private closed = false;

  private readonly store: Store;
  private readonly onChange: (changes: Change[]) => void;

  constructor(store: Store, onChange: (changes: Change[]) => void) {
    this.store = store;
    this.onChange = onChange;
    this.scheduleIndex();
  }

  add(call: IngestCall): Promise<IngestAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ call, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when every document is in the text index. */
  async indexed(): Promise<void> {
    while (this.running) await this.running;
    while ((await this.store.index(indexSlice)) > 0);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.indexTimer);
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // One turn of the event loop, so that all requests that have already arrived are in this commit.
      await new Promise(setImmediate);
      await this.commit(this.takeGroup());
      if (Date.now() - this.lastIndexed > indexPatience) await this.index();
    }
    this.running = undefined;
    this.scheduleIndex();
  }

  private takeGroup(): Waiting[] {
    let size = 0;
    let count = 0;
    while (count < this.waiting.length && (count === 0 || size < commitSize))
      size += this.waiting[count++]!.call.body.length;
    return this.waiting.splice(0, count);
  }

  private async commit(group: Waiting[]): Promise<void> {
    const decoded = group.flatMap(decode);
    try {
      await this.write(decoded);
    } catch {
      // One request that cannot be written must not take the others with it.
      for (const one of decoded) await this.write([one]).catch(one.reject);
    }
  }

  private async write(decoded: Decoded[]): Promise<void> {
    const changes = await this.store.write(
      decoded.map(({ batch }) => batch),
      Date.now(),
    );
    for (const { resolve, answer } of decoded) resolve(answer);
    this.onChange(changes);
  }

  private scheduleIndex(): void {
    if (this.closed) return;
    clearTimeout(this.indexTimer);
    this.indexTimer = setTimeout(async () => {
      if (this.running === undefined && (await this.index()) > 0) this.scheduleIndex();
    }, indexPause);
  }

  private async index(): Promise<number> {
    this.lastIndexed = Date.now();
    // A full disk must not stop the queue; what is not indexed yet is next after a later write.
    return await this.store.index(indexSlice).catch(() => 0);
  }
}

function decode(waiting: Waiting): Decoded[] {
  const { project, encoding, body } = waiting.call;
  try {
    const request = encoding === "json" ? decodeJson(body) : decodeProtobuf(body);
    const { batch, rejected, rejectedMessage } = readRequest(project, request);
    return [{ ...waiting, batch, answer: { rejected, rejectedMessage } }];
  } catch (error) {
    waiting.reject(error as Error);
    return [];
  }
}
