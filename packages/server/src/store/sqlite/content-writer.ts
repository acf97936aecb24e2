import { hash } from "node:crypto";
import type { SpanContent } from "../../ingest/row.js";
import { ChunkWriter } from "./chunk.js";
import type { Database } from "./database.js";
import { packReferences, type References, unpackReferences } from "./reference.js";
import { sweepMessages } from "./sweep.js";

const rememberedMessages = 50_000;
const rememberedMentions = 200_000;

/** Writes payloads: texts into chunks, each distinct message of a project once. */
export class ContentWriter {
  readonly chunks: ChunkWriter;
  private nextMessage: number;
  /** Ids of messages by project and hash; only what is in the database or in the open transaction. */
  private readonly known = new Map<string, number>();
  private readonly mentioned = new Set<string>();

  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
    this.chunks = new ChunkWriter(database);
    this.nextMessage = this.firstFreeMessage();
  }

  write(project: number, trace: number, span: number, content: SpanContent): void {
    const intern = (texts: string[], searched: boolean) =>
      texts.map((text) => this.mention(trace, this.messageOf(project, text, searched)));
    const references: References = {
      inputMessages: intern(content.inputMessages, true),
      outputMessages: intern(content.outputMessages, true),
      system: intern(content.system, true),
      tools: intern(content.tools, false),
      resource: intern(content.resource === "{}" ? [] : [content.resource], false),
    };
    const { chunk, offset, length } = this.chunks.put(content.rest);
    this.database.run(
      "INSERT INTO payloads(span, chunk, offset, length, refs) VALUES(?, ?, ?, ?, ?)",
      span,
      chunk,
      offset,
      length,
      packReferences(references),
    );
  }

  /** Says again what a trace mentions, from the payloads that it still has, and sweeps what it no longer does. */
  restateMentions(trace: number): void {
    this.chunks.flush();
    const payloads = this.database.all<{ refs: Uint8Array }>(
      "SELECT refs FROM payloads JOIN spans ON spans.id = payloads.span WHERE trace = ?",
      trace,
    );
    const present = new Set(payloads.flatMap(({ refs }) => Object.values(unpackReferences(refs)).flat()));
    const gone = this.database
      .all<{ message: number }>("SELECT message FROM mentions WHERE trace = ?", trace)
      .map(({ message }) => message)
      .filter((message) => !present.has(message));
    for (const message of gone)
      this.database.run("DELETE FROM mentions WHERE message = ? AND trace = ?", message, trace);
    if (gone.length === 0) return;
    sweepMessages(this.database, gone);
    this.known.clear();
    this.mentioned.clear();
  }

  /** After a rollback or a deletion nothing that is remembered may be relied on. */
  forget(): void {
    this.known.clear();
    this.mentioned.clear();
    this.chunks.discard();
    this.nextMessage = this.firstFreeMessage();
  }

  private messageOf(project: number, text: string, searched: boolean): number {
    const digest = hash("sha256", text, "base64").slice(0, 24);
    const key = `${project} ${digest}`;
    let id = this.known.get(key);
    if (id !== undefined) return id;
    const bytes = Buffer.from(digest, "base64");
    const row = this.database.get<{ id: number }>(
      "SELECT id FROM messages WHERE project = ? AND hash = ?",
      project,
      bytes,
    );
    id = row?.id ?? this.insertMessage(project, bytes, text, searched);
    if (this.known.size >= rememberedMessages) this.known.clear();
    this.known.set(key, id);
    return id;
  }

  private insertMessage(project: number, digest: Buffer, text: string, searched: boolean): number {
    const id = this.nextMessage++;
    const { chunk, offset, length } = this.chunks.put(text);
    this.database.run(
      "INSERT INTO messages(id, project, hash, searched, chunk, offset, length) VALUES(?, ?, ?, ?, ?, ?, ?)",
      id,
      project,
      digest,
      searched ? 1 : 0,
      chunk,
      offset,
      length,
    );
    return id;
  }

  private mention(trace: number, message: number): number {
    const key = `${trace} ${message}`;
    if (this.mentioned.has(key)) return message;
    this.database.run("INSERT OR IGNORE INTO mentions(message, trace) VALUES(?, ?)", message, trace);
    if (this.mentioned.size >= rememberedMentions) this.mentioned.clear();
    this.mentioned.add(key);
    return message;
  }

  /** Ids are never used twice, since the text index counts how far it has come by them. */
  private firstFreeMessage(): number {
    const row = this.database.get(
      "SELECT max((SELECT coalesce(max(id), 0) FROM messages), (SELECT value FROM meta WHERE key = 'indexed_messages')) AS id",
    );
    return Number(row?.id) + 1;
  }
}
