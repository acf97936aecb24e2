import type {
  Message,
  Part,
  SpanDetail,
  SpanDetailQuery,
  SpanSkeleton,
  TextPiece,
  TextQuery,
  ToolDefinition,
} from "../../api/types.js";
import type { SpanContent } from "../../ingest/row.js";
import type { SpanIds } from "../store.js";
import { ChunkReader, type Place } from "./chunk.js";
import { cutStrings, stringAt } from "./cut.js";
import type { Database, Row } from "./database.js";
import type { Liveness } from "./liveness.js";
import { readScoresOf } from "./read-scores.js";
import { findTrace, readOpenSpan } from "./read-trace.js";
import { type References, unpackReferences } from "./reference.js";
import { toSkeleton } from "./span-row.js";
import { seenBefore } from "./turn.js";

/** Reads a span with its payload, long strings cut. */
export function readSpanDetail(
  database: Database,
  liveness: Liveness,
  project: number,
  ids: SpanIds,
  query: SpanDetailQuery,
  now: number,
): SpanDetail | undefined {
  const detail = readWhole(database, liveness, project, ids, now);
  return detail && cutStrings(detail, query.textLimit);
}

/** Reads a piece of one of a span's strings. */
export function readText(
  database: Database,
  liveness: Liveness,
  project: number,
  ids: SpanIds,
  { path, offset, limit }: TextQuery,
  now: number,
): TextPiece | undefined {
  const detail = readWhole(database, liveness, project, ids, now);
  const text = detail && stringAt(detail, path);
  return text === undefined ? undefined : { text: text.slice(offset, offset + limit), offset, length: text.length };
}

function readWhole(
  database: Database,
  liveness: Liveness,
  project: number,
  ids: SpanIds,
  now: number,
): SpanDetail | undefined {
  const trace = findTrace(database, project, ids.traceId);
  if (trace === undefined) return undefined;
  const spanId = Buffer.from(ids.spanId, "hex");
  const row = database.get<Row & Place & { refs: Uint8Array }>(
    "SELECT * FROM spans JOIN payloads ON span = id WHERE trace = ? AND span_id = ?",
    trace.id as number,
    spanId,
  );
  const open = row === undefined ? readOpenSpan(database, liveness, trace.id as number, spanId, now) : undefined;
  if (row === undefined && open === undefined) return undefined;
  const skeleton = row === undefined ? open!.skeleton : toSkeleton(row);
  const content = row === undefined ? open!.content : readContent(database, unpackReferences(row.refs), row);
  const detail = toDetail(ids.traceId, skeleton, content);
  if (row !== undefined && content.inputMessages.length > 0) {
    detail.newInThisTurn = seenBefore(
      database,
      trace,
      row,
      unpackReferences(row.refs).inputMessages,
      detail.inputMessages!,
    );
  }
  detail.scores = readScoresOf(database, project, ids);
  return detail;
}

function readContent(database: Database, references: References, place: Place): SpanContent {
  const reader = new ChunkReader(database);
  const texts = (ids: number[]) =>
    ids.flatMap((id) => {
      const place = database.get<Place>("SELECT chunk, offset, length FROM messages WHERE id = ?", id);
      return place === undefined ? [] : [reader.read(place)];
    });
  return {
    inputMessages: texts(references.inputMessages),
    outputMessages: texts(references.outputMessages),
    system: texts(references.system),
    tools: texts(references.tools),
    resource: texts(references.resource)[0] ?? "{}",
    rest: reader.read(place),
  };
}

type Rest = Partial<
  Pick<
    SpanDetail,
    | "input"
    | "output"
    | "metadata"
    | "parameters"
    | "usageRaw"
    | "errorStack"
    | "prompt"
    | "truncatedBytes"
    | "scope"
    | "events"
    | "links"
    | "attributes"
  >
>;

function toDetail(traceId: string, skeleton: SpanSkeleton, content: SpanContent): SpanDetail {
  const rest = parse(content.rest, {}) as Rest;
  return {
    ...skeleton,
    traceId,
    systemInstructions: some(content.system.map((text) => parse(text, asText(text)) as Part)),
    inputMessages: some(content.inputMessages.map(toMessage)),
    outputMessages: some(content.outputMessages.map(toMessage)),
    toolDefinitions: some(content.tools.map((text) => parse(text, { type: "function", name: text }) as ToolDefinition)),
    ...rest,
    attributes: rest.attributes ?? {},
    resource: parse(content.resource, {}) as Record<string, unknown>,
    events: rest.events ?? [],
    links: rest.links ?? [],
    scores: [],
    cut: [],
  };
}

const asText = (text: string): Part => ({ type: "text", content: text });

/** What was sent as a message, in the shape that readers rely on. */
function toMessage(text: string): Message {
  const value = parse(text, undefined);
  if (value === null || typeof value !== "object") return { role: "user", parts: [asText(text)] };
  const message = value as Partial<Message> & { content?: unknown };
  if (Array.isArray(message.parts)) return { ...message, role: String(message.role ?? "user"), parts: message.parts };
  const { content, ...others } = message;
  const parts =
    typeof content === "string" ? [asText(content)] : Array.isArray(content) ? (content as Part[]) : [asText(text)];
  return { ...others, role: String(message.role ?? "user"), parts };
}

function some<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function parse(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}
