import { conventions, own } from "@trace/core/wire";
import type { Cost, Level, SpanSkeleton, SpanStatus } from "../api/types.js";
import { priceOf } from "../price/cost.js";
import type { OtlpScope, OtlpSpan } from "../receive/otlp.js";
import { readContent } from "./content.js";
import { translate } from "./dialect.js";
import type { ResourceFacts } from "./resource.js";
import type { SpanRow } from "./row.js";
import { readError } from "./span-error.js";
import { spanTypeOf } from "./span-type.js";
import { take, takeNumber, takeSeconds, takeString, takeStrings } from "./take.js";
import { takeUsage } from "./usage.js";

const levels = new Set(["DEBUG", "DEFAULT", "WARNING", "ERROR"]);
/** Some senders write zeros for "none". */
const noParent = /^0*$/;
const modelTypes = new Set(["generation", "embedding", "reranker"]);

/** Turns an OTLP span into the row that is stored. The span's attributes are used up. */
export function readSpan(span: OtlpSpan, scope: OtlpScope, resource: ResourceFacts): SpanRow {
  translate(span);
  const { attributes } = span;
  const type = spanTypeOf(attributes);
  attributes.delete(own.type);
  const error = readError(span);
  const skeleton: SpanSkeleton = {
    spanId: span.spanId,
    parentId: parentOf(span),
    name: span.name,
    type,
    category: takeString(attributes, own.category),
    status: statusOf(span, takeString(attributes, own.status)),
    statusLabel: takeString(attributes, own.statusLabel),
    level: levelOf(takeString(attributes, own.level), error.error !== undefined),
    startTime: span.startTime,
    ...endOf(span),
    operation: takeString(attributes, conventions.operation),
    provider: takeString(attributes, conventions.provider),
    model: takeString(attributes, conventions.requestModel),
    responseModel: takeString(attributes, conventions.responseModel),
    usage: takeUsage(attributes, take(attributes, own.cacheWriteByTtl)),
    error: error.error,
    finishReasons: takeStrings(attributes, conventions.finishReasons),
    timeToFirstToken: takeSeconds(attributes, own.timeToFirstToken),
    timeToFirstChunk: takeSeconds(attributes, conventions.timeToFirstChunk),
    stream: take(attributes, conventions.stream) === true ? true : undefined,
    attempts: takeNumber(attributes, own.attempts),
    toolName: takeString(attributes, conventions.toolName),
    agentName: takeString(attributes, conventions.agentName),
    hasInput: false,
    hasOutput: false,
    ...readIdentity(span),
    tags: takeStrings(attributes, own.tags),
  };
  const call =
    modelTypes.has(type) && (skeleton.usage !== undefined || (skeleton.model ?? skeleton.responseModel) !== undefined);
  skeleton.cost = costOf(span, skeleton, call);
  const environment = takeString(attributes, conventions.environment) ?? resource.environment;
  const content = readContent(span, scope, skeleton, { errorStack: error.stack, resource: resource.json });
  return {
    traceId: span.traceId,
    skeleton,
    call,
    environment,
    release: resource.release,
    serviceName: resource.serviceName,
    ...content,
  };
}

function parentOf({ spanId, parentSpanId }: OtlpSpan): string | undefined {
  return noParent.test(parentSpanId) || parentSpanId === spanId ? undefined : parentSpanId;
}

function endOf(span: OtlpSpan): Pick<SpanSkeleton, "endTime" | "duration"> {
  if (span.endTime === 0) return {};
  const endTime = Math.max(span.endTime, span.startTime);
  return { endTime, duration: Math.round((endTime - span.startTime) * 1e3) / 1e3 };
}

function statusOf(span: OtlpSpan, stated: string | undefined): SpanStatus {
  if (stated === "cancelled" || stated === "ok" || stated === "error") return stated;
  return span.statusCode === 2 ? "error" : span.statusCode === 1 ? "ok" : "unset";
}

function levelOf(stated: string | undefined, failed: boolean): Level {
  const level = stated?.toUpperCase();
  if (level !== undefined && levels.has(level)) return level as Level;
  return failed ? "ERROR" : "DEFAULT";
}

function readIdentity({ attributes }: OtlpSpan): Pick<SpanSkeleton, "sessionId" | "userId"> {
  const conversation = takeString(attributes, conventions.conversationId);
  return {
    sessionId: takeString(attributes, conventions.sessionId) ?? conversation,
    userId: takeString(attributes, conventions.userId),
  };
}

/** What the provider or the caller reported wins; null marks a model call whose cost nobody knows. */
function costOf(span: OtlpSpan, skeleton: SpanSkeleton, call: boolean): Cost | null | undefined {
  const { attributes } = span;
  const usd = takeNumber(attributes, own.cost) ?? takeNumber(attributes, "gen_ai.usage.cost");
  const source = take(attributes, own.costSource) === "user" ? "user" : "provider";
  const tiers = [
    takeString(attributes, "openai.response.service_tier"),
    tierIn(attributes.get(own.usageRaw)),
    takeString(attributes, own.serviceTier),
    takeString(attributes, "openai.request.service_tier"),
  ];
  if (usd !== undefined) return { usd, source };
  if (!call) return undefined;
  return priceOf({
    provider: skeleton.provider,
    model: skeleton.model,
    responseModel: skeleton.responseModel,
    usage: skeleton.usage ?? {},
    serviceTier: tiers.find((tier) => tier !== undefined),
    time: span.startTime,
  });
}

/** Some providers say in the usage which tier they billed, whatever was asked for. */
function tierIn(usageRaw: unknown): string | undefined {
  return typeof usageRaw === "string" ? /"service_tier":\s*"(\w+)"/.exec(usageRaw)?.[1] : undefined;
}
