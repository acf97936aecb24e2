/** Requests and answers beside spans: scores, live updates, the project, configuration, errors. */
import { z } from "zod";
import { score, spanId, spanSkeleton, traceId, traceSummary } from "./schema.js";

/** A score as an application sends it. The id makes sending it twice harmless. */
export const scoreInput = z.object({
  id: z.string().min(1).max(128).optional(),
  traceId: traceId.optional(),
  spanId: spanId.optional(),
  sessionId: z.string().optional(),
  name: z.string().min(1),
  value: z.union([z.number(), z.string(), z.boolean()]),
  dataType: z.enum(["numeric", "boolean", "categorical"]).optional(),
  comment: z.string().optional(),
  source: z.string().optional(),
  timestamp: z.number().optional(),
});

/** One score, or several as `{scores}`. */
export const scoreRequest = z.union([z.object({ scores: z.array(scoreInput).max(1000) }), scoreInput]);
export const scoreAnswer = z.object({ ids: z.array(z.string()) });
export const scoreQuery = z.object({
  traceId: traceId.optional(),
  spanId: spanId.optional(),
  session: z.string().optional(),
  name: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const scoreList = z.object({ items: z.array(score), nextCursor: z.string().optional() });

/**
 * What `GET /api/v1/live` streams as server-sent events. The event's name is `type`, its data the whole object.
 * Without `traceId` the stream carries summaries of all traces; with it, that trace's summary and spans.
 */
export const liveQuery = z.object({ traceId: traceId.optional() });
export const liveEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), serverTime: z.number() }),
  z.object({ type: z.literal("trace"), trace: traceSummary }),
  z.object({
    type: z.literal("spans"),
    traceId,
    spans: z.array(spanSkeleton).describe("New and changed spans, whole: replace those with the same id"),
  }),
  z.object({ type: z.literal("score"), score }),
  z.object({ type: z.literal("removed"), traceId }),
]);

/** What a deletion removed. */
export const deletionReceipt = z.object({
  traces: z.number().int(),
  spans: z.number().int(),
  scores: z.number().int(),
  messages: z.number().int().describe("Messages and tool definitions that nothing else referred to"),
  time: z.number(),
});

export const project = z.object({
  id: z.string(),
  name: z.string(),
  counts: z.object({
    traces: z.number().int(),
    spans: z.number().int(),
    generations: z.number().int(),
    sessions: z.number().int(),
    users: z.number().int(),
    scores: z.number().int(),
    droppedSpans: z.number().int().describe("Spans that applications reported as lost before they could be sent"),
  }),
  facets: z
    .object({
      models: z.array(z.string()),
      providers: z.array(z.string()),
      environments: z.array(z.string()),
      services: z.array(z.string()),
      tags: z.array(z.string()),
    })
    .describe("Values to offer in filters, the most used first, at most 100 of each"),
  storageBytes: z.number().int(),
  serverVersion: z.string(),
});

/** Remote configuration; conditional by `If-None-Match`. */
export const config = z.object({ version: z.string(), rules: z.array(z.looseObject({ type: z.string() })) });

export const apiError = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
