import type { Cost, SpanSkeleton, Usage } from "../../api/types.js";
import type { SpanRow } from "../../ingest/row.js";
import type { Row, Value } from "./database.js";
import { usageColumns } from "./tables.js";

const ownColumns = [
  "span_id",
  "parent_id",
  "name",
  "type",
  "status",
  "level",
  "start",
  "end",
  "provider",
  "model",
  "response_model",
  "first_token",
  "call",
  "cost",
  "cost_known",
  "content",
  "more",
] as const;

/** Columns of a span, in the order in which they are written. */
export const spanColumns: string[] = [...ownColumns, ...usageColumns.map(([, column]) => column)];

export type SpanColumns = Record<string, Value> & {
  span_id: Uint8Array;
  parent_id: Uint8Array | null;
  call: number;
};

/** Fields of a skeleton that have no column: few spans have many of them. */
type More = Pick<
  SpanSkeleton,
  | "category"
  | "statusLabel"
  | "operation"
  | "error"
  | "finishReasons"
  | "timeToFirstChunk"
  | "stream"
  | "attempts"
  | "toolName"
  | "agentName"
  | "sessionId"
  | "userId"
  | "tags"
> & { cost?: Cost; cacheWriteByTtl?: Record<string, number>; noUsage?: true };

export function toColumns({ skeleton, call }: SpanRow): SpanColumns {
  const usage = skeleton.usage ?? {};
  const columns: SpanColumns = {
    span_id: Buffer.from(skeleton.spanId, "hex"),
    parent_id: skeleton.parentId === undefined ? null : Buffer.from(skeleton.parentId, "hex"),
    name: skeleton.name,
    type: skeleton.type,
    status: skeleton.status,
    level: skeleton.level === "DEFAULT" ? null : skeleton.level,
    start: skeleton.startTime,
    end: skeleton.endTime ?? null,
    provider: skeleton.provider ?? null,
    model: skeleton.model ?? null,
    response_model: skeleton.responseModel ?? null,
    first_token: skeleton.timeToFirstToken ?? null,
    call: call ? 1 : 0,
    cost: skeleton.cost?.usd ?? null,
    cost_known: skeleton.cost === undefined ? 0 : skeleton.cost === null ? 2 : 1,
    content: (skeleton.hasInput ? 1 : 0) + (skeleton.hasOutput ? 2 : 0),
    more: moreOf(skeleton),
  };
  for (const [bucket, column] of usageColumns) columns[column] = usage[bucket] ?? null;
  return columns;
}

function moreOf(skeleton: SpanSkeleton): string | null {
  const { category, statusLabel, operation, error, finishReasons, timeToFirstChunk } = skeleton;
  const { stream, attempts, toolName, agentName, sessionId, userId, tags, cost, usage } = skeleton;
  const more: More = {
    category,
    statusLabel,
    operation,
    error,
    finishReasons,
    timeToFirstChunk,
    stream,
    attempts,
    toolName,
    agentName,
    sessionId,
    userId,
    tags,
    cost: cost ?? undefined,
    cacheWriteByTtl: usage?.cacheWriteByTtl,
  };
  const text = JSON.stringify(more);
  return text === "{}" ? null : text;
}

/** The usage that a row's columns hold; undefined where all are empty. */
export function usageOf(row: Row): Usage | undefined {
  const usage: Usage = {};
  let any = false;
  for (const [bucket, column] of usageColumns) {
    const tokens = row[column];
    if (typeof tokens !== "number") continue;
    usage[bucket] = tokens;
    any = true;
  }
  return any ? usage : undefined;
}

/** The skeleton that a row of `spans` holds. */
export function toSkeleton(row: Row): SpanSkeleton {
  const { cost, cacheWriteByTtl, ...more } = (row.more === null ? {} : JSON.parse(row.more as string)) as More;
  const usage = usageOf(row);
  if (usage && cacheWriteByTtl) usage.cacheWriteByTtl = cacheWriteByTtl;
  const start = row.start as number;
  const end = text<number>(row.end);
  return {
    spanId: hex(row.span_id)!,
    parentId: hex(row.parent_id),
    name: row.name as string,
    type: row.type as SpanSkeleton["type"],
    status: row.status as SpanSkeleton["status"],
    level: (row.level ?? "DEFAULT") as SpanSkeleton["level"],
    startTime: start,
    endTime: end,
    duration: end === undefined ? undefined : Math.round((end - start) * 1e3) / 1e3,
    provider: text(row.provider),
    model: text(row.model),
    responseModel: text(row.response_model),
    usage,
    cost: row.cost_known === 0 ? undefined : (cost ?? null),
    timeToFirstToken: text<number>(row.first_token),
    hasInput: ((row.content as number) & 1) !== 0,
    hasOutput: ((row.content as number) & 2) !== 0,
    ...more,
  };
}

function text<T = string>(value: unknown): T | undefined {
  return value === null ? undefined : (value as T);
}

export function hex(value: unknown): string | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex");
}
