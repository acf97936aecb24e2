import type { DeletionReceipt, Score } from "./api/types.js";
import { describeKey, hashKey } from "./key.js";
import { LiveHub } from "./live/hub.js";
import type { KeyEntry, ProjectName } from "./store/store.js";
import type { IngestAnswer, IngestCall } from "./thread/message.js";
import { Thread } from "./thread/thread.js";

/** Reads that the API asks for; each answers with JSON text, or undefined where there is nothing. */
export type Read =
  | "traces"
  | "trace"
  | "span"
  | "text"
  | "sessions"
  | "session"
  | "models"
  | "users"
  | "scores"
  | "project";

/** Bytes of requests that may wait for the writer before new ones are turned away. */
const backlogLimit = 128 * 1024 * 1024;
/** Milliseconds for which a key's project is remembered. */
const keyMemory = 10_000;

/** The storage as the HTTP side sees it: a writer and a reader thread, and who watches. */
export class Backend {
  readonly live: LiveHub;
  private readonly writer: Thread;
  private reader: Thread | undefined;
  private backlog = 0;
  private readonly keyProjects = new Map<string, { until: number; project: Promise<ProjectName | undefined> }>();

  private readonly path: string;
  private readonly since: number;

  constructor(path: string, since = Date.now()) {
    this.path = path;
    this.since = since;
    this.live = new LiveHub((watched) => void this.writer.call("watch", [watched]).catch(() => {}));
    this.writer = new Thread({ role: "writer", path, since }, (message) => this.live.publish(message));
  }

  /** Resolves when the database is open; rejects with the reason why it cannot be. */
  async ready(): Promise<void> {
    await this.writer.call("ready", []);
    this.reader = new Thread({ role: "reader", path: this.path, since: this.since }, () => {});
    await this.reader.call("ready", []);
  }

  /** True when so much waits that the sender should come back later. */
  get busy(): boolean {
    return this.backlog > backlogLimit;
  }

  /** Resolves when the spans are durable. */
  async ingest(call: IngestCall): Promise<IngestAnswer> {
    const size = call.body.length;
    this.backlog += size;
    try {
      return await this.writer.call<IngestAnswer>("ingest", [call], [call.body.buffer as ArrayBuffer]);
    } finally {
      this.backlog -= size;
    }
  }

  read(method: Read, ...args: unknown[]): Promise<string | undefined> {
    return this.reader!.call(method, args);
  }

  addScores(project: number, scores: Score[]): Promise<void> {
    return this.writer.call("addScores", [project, scores]);
  }

  deleteTrace(project: number, traceId: string): Promise<DeletionReceipt | undefined> {
    return this.writer.call("deleteTrace", [project, traceId, Date.now()]);
  }

  keys(): Promise<KeyEntry[]> {
    return this.writer.call("keys", []);
  }

  createKey(key: string, name: string, project: string): Promise<void> {
    return this.writer.call("createKey", [describeKey(key, name, project), Date.now()]);
  }

  /** The project of a key; remembered for a moment, since every request asks. */
  projectOfKey(key: string): Promise<ProjectName | undefined> {
    const hash = hashKey(key);
    const known = this.keyProjects.get(hash);
    if (known && known.until > Date.now()) return known.project;
    if (this.keyProjects.size > 1000) this.keyProjects.clear();
    const project = this.writer.call<ProjectName | undefined>("projectOfKey", [hash]);
    this.keyProjects.set(hash, { until: Date.now() + keyMemory, project });
    return project;
  }

  /** Resolves when everything that was written can be found by its words. */
  async indexed(): Promise<void> {
    await this.writer.call("indexed", []);
  }

  async close(): Promise<void> {
    this.live.close();
    await this.reader?.close();
    await this.writer.close();
  }
}
