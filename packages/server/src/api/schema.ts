/**
 * Requests and answers of the read API under `/api/v1`: the schemas, from which the OpenAPI document is made,
 * and the types that the UI and other clients share. Ids are lowercase hex, times are milliseconds since the
 * epoch (with fractions), durations milliseconds, costs USD. A fact that nobody stated is an absent field.
 */

import { spanTypes } from "@trace/core/wire";
import { z } from "zod";

export const traceId = z.string().regex(/^[0-9a-f]{32}$/);
export const spanId = z.string().regex(/^[0-9a-f]{16}$/);
const time = z.number().describe("Milliseconds since the epoch");
const milliseconds = z.number().describe("Milliseconds");
const tokens = z.number().int();
const json = z.unknown();

export const spanType = z.enum(spanTypes);

/** `pending` is an open span that was seen as a snapshot; `lost` one whose process has gone silent. */
export const spanStatus = z.enum(["unset", "ok", "error", "cancelled", "pending", "lost"]);
export const level = z.enum(["DEBUG", "DEFAULT", "WARNING", "ERROR"]);

/** Tokens by bucket. Totals include their parts. */
export const usage = z.object({
  inputTokens: tokens.optional(),
  outputTokens: tokens.optional(),
  cacheReadTokens: tokens.optional(),
  cacheWriteTokens: tokens.optional(),
  cacheWriteByTtl: z.record(z.string(), tokens).optional(),
  reasoningTokens: tokens.optional(),
  inputAudioTokens: tokens.optional(),
  outputAudioTokens: tokens.optional(),
  inputImageTokens: tokens.optional(),
  outputImageTokens: tokens.optional(),
});

/** What a call cost, and how that is known. */
export const cost = z.object({
  usd: z.number(),
  source: z.enum(["provider", "user", "price-table"]),
  rule: z.string().optional().describe("Entry of the price table: `openai/gpt-5-mini`, `…#flex`"),
  ruleDate: z.string().optional().describe("Date of that price"),
  parts: z.record(z.string(), z.number()).optional().describe("USD by bucket, where a price table was used"),
});

/** Cost of several calls. */
export const costSum = z.object({
  usd: z.number().nullable().describe("null where no call's cost is known"),
  unknownCalls: z.number().int().describe("Calls whose cost is unknown; the sum leaves them out"),
});

export const spanError = z.object({
  type: z.string(),
  message: z.string(),
  statusCode: z.number().int().optional(),
  requestId: z.string().optional(),
});

/** A span without its payload. */
export const spanSkeleton = z.object({
  spanId,
  parentId: spanId.optional(),
  name: z.string(),
  type: spanType,
  category: z.string().optional().describe("The type in the caller's own words"),
  status: spanStatus,
  statusLabel: z.string().optional().describe("The outcome in the caller's own words"),
  level,
  startTime: time,
  endTime: time.optional().describe("Absent while the span is open"),
  duration: milliseconds.optional(),
  operation: z.string().optional(),
  provider: z.string().optional(),
  model: z.string().optional().describe("The model that was asked for"),
  responseModel: z.string().optional(),
  usage: usage.optional(),
  cost: cost.nullable().optional().describe("null where the cost of a model call is unknown"),
  error: spanError.optional(),
  finishReasons: z.array(z.string()).optional(),
  timeToFirstToken: milliseconds.optional(),
  timeToFirstChunk: milliseconds.optional(),
  stream: z.boolean().optional(),
  attempts: z.number().int().optional().describe("HTTP attempts, retries included"),
  toolName: z.string().optional(),
  agentName: z.string().optional(),
  hasInput: z.boolean(),
  hasOutput: z.boolean(),
  sessionId: z.string().optional(),
  userId: z.string().optional(),
  tags: z.array(z.string()).optional(),
});

/** A trace as lists show it. */
export const traceSummary = z.object({
  traceId,
  name: z.string().describe("Name of the root span; of the first span until the root has come"),
  type: spanType.describe("Type of the same span"),
  status: spanStatus.describe(
    "Status of the root span; pending while anything in it is open or the root may still come",
  ),
  startTime: time,
  endTime: time.optional(),
  duration: milliseconds.optional(),
  spanCount: z.number().int(),
  generationCount: z.number().int().describe("Model calls"),
  errorCount: z.number().int().describe("Spans that ended as errors"),
  pendingCount: z.number().int(),
  lostCount: z.number().int(),
  models: z.array(z.string()),
  providers: z.array(z.string()),
  usage,
  cost: costSum,
  error: spanError.optional().describe("Error of the root span"),
  userId: z.string().optional(),
  sessionId: z.string().optional(),
  tags: z.array(z.string()),
  environment: z.string().optional(),
  release: z.string().optional(),
  serviceName: z.string().optional(),
  inputPreview: z.string().optional().describe("Beginning of the root's input, as plain text"),
  outputPreview: z.string().optional(),
});

const limit = z.coerce.number().int().min(1);
const cursor = z.string().optional().describe("`nextCursor` of the page before");
const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional().describe("Absent on the last page") });
const timeRange = {
  from: z.coerce.number().optional().describe("Earliest start time, inclusive"),
  to: z.coerce.number().optional().describe("Latest start time, exclusive"),
};

/** Filters of the trace list. All must hold; newest first. */
export const traceQuery = z.object({
  status: spanStatus.optional(),
  hasErrors: z.stringbool().optional().describe("Any span in the trace ended as an error"),
  type: spanType.optional().describe("The trace has a span of this type"),
  model: z.string().optional(),
  provider: z.string().optional(),
  user: z.string().optional(),
  session: z.string().optional(),
  tag: z.string().optional(),
  environment: z.string().optional(),
  service: z.string().optional(),
  name: z.string().optional().describe("Name of the root span"),
  text: z.string().optional().describe("Words that inputs, outputs or names must contain"),
  minCost: z.coerce.number().optional().describe("USD"),
  minDuration: z.coerce.number().optional().describe("Milliseconds"),
  ...timeRange,
  cursor,
  limit: limit.max(200).default(50),
});
export const traceList = page(traceSummary);

/** A trace opens with its summary and the first page of its spans, by start time. */
export const traceDetailQuery = z.object({ cursor, limit: limit.max(20_000).default(5_000) });
export const traceDetail = z.object({
  trace: traceSummary,
  spans: z.array(spanSkeleton),
  nextCursor: z.string().optional().describe("Absent when these were the last spans"),
});

/** One part of a message; `type` decides which fields it has (`text`, `reasoning`, `tool_call`, `blob`, …). */
export const part = z.looseObject({ type: z.string() });
export const message = z.looseObject({
  role: z.string(),
  parts: z.array(part),
  name: z.string().optional(),
  finish_reason: z.string().optional(),
});
export const toolDefinition = z.looseObject({
  type: z.string(),
  name: z.string(),
  description: z.string().optional(),
  parameters: json.optional(),
});
export const spanEvent = z.object({ name: z.string(), time, attributes: z.record(z.string(), json) });
export const spanLink = z.object({ traceId, spanId, attributes: z.record(z.string(), json).optional() });

const scoreValue = z.union([z.number(), z.string(), z.boolean()]);
export const score = z.object({
  id: z.string(),
  traceId: traceId.optional(),
  spanId: spanId.optional(),
  sessionId: z.string().optional(),
  name: z.string(),
  value: scoreValue,
  dataType: z.enum(["numeric", "boolean", "categorical"]),
  comment: z.string().optional(),
  source: z.string(),
  timestamp: time,
});

/** Strings longer than `textLimit` arrive cut; the rest is read piece by piece. */
export const spanDetailQuery = z.object({
  textLimit: z.coerce.number().int().min(0).default(100_000).describe("Characters per string; 0 for everything"),
});
export const spanDetail = spanSkeleton.extend({
  traceId,
  systemInstructions: z.array(part).optional(),
  inputMessages: z.array(message).optional(),
  outputMessages: z.array(message).optional(),
  newInThisTurn: z
    .number()
    .int()
    .optional()
    .describe("Leading input messages that an earlier generation of the trace or session has already seen"),
  toolDefinitions: z.array(toolDefinition).optional(),
  input: json.optional().describe("Input of a span that is no conversation: any JSON"),
  output: json.optional(),
  metadata: z.record(z.string(), json).optional(),
  parameters: z.record(z.string(), json).optional(),
  usageRaw: json.optional().describe("The provider's usage as it came"),
  errorStack: z.string().optional(),
  attributes: z.record(z.string(), json).describe("Attributes that no other field shows"),
  resource: z.record(z.string(), json),
  scope: z.object({ name: z.string(), version: z.string().optional() }).optional(),
  events: z.array(spanEvent),
  links: z.array(spanLink),
  scores: z.array(score),
  prompt: z.object({ name: z.string(), version: z.string().optional() }).optional(),
  truncatedBytes: z.number().optional().describe("Bytes that the application left out to fit"),
  cut: z
    .array(z.object({ path: z.string(), length: z.number().int() }))
    .describe("Strings of this answer that were cut, with their whole length in characters"),
});

/** A piece of one string of a span: `path` as listed in `cut`, `inputMessages.3.parts.0.content`. */
export const textQuery = z.object({
  path: z.string(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: limit.max(1_000_000).default(200_000),
});
export const textPiece = z.object({ text: z.string(), offset: z.number().int(), length: z.number().int() });

export const sessionSummary = z.object({
  sessionId: z.string(),
  startTime: time,
  endTime: time.describe("End of the last span so far"),
  traceCount: z.number().int(),
  errorCount: z.number().int(),
  generationCount: z.number().int(),
  users: z.array(z.string()),
  usage,
  cost: costSum,
});
export const listQuery = z.object({ ...timeRange, cursor, limit: limit.max(200).default(50) });
export const sessionList = page(sessionSummary);
export const sessionDetail = z.object({ session: sessionSummary, traces: traceList });

export const modelSummary = z.object({
  provider: z.string().optional(),
  model: z.string(),
  calls: z.number().int(),
  errors: z.number().int(),
  usage,
  cost: costSum,
  averageDuration: milliseconds.optional(),
  averageTimeToFirstToken: milliseconds.optional(),
  lastTime: time,
});
export const modelQuery = z.object(timeRange);
export const modelList = z.object({ items: z.array(modelSummary) });

export const userSummary = z.object({
  userId: z.string(),
  traceCount: z.number().int(),
  sessionCount: z.number().int(),
  errorCount: z.number().int(),
  usage,
  cost: costSum,
  lastTime: time,
});
export const userList = page(userSummary);
