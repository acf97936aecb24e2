import type { AttributeValue, ModelCall, SpanRecord, SpanType } from "../record.js";
import type { Usage } from "../usage.js";
import { conventions as names, own, requestParameters } from "../wire.js";
import { normalizeFinishReason } from "./finish-reason.js";

type Attributes = Record<string, AttributeValue>;

const operations: Partial<Record<SpanType, string>> = {
  generation: "chat",
  embedding: "embeddings",
  tool: "execute_tool",
  agent: "invoke_agent",
  workflow: "invoke_workflow",
  retriever: "retrieval",
};

/** Returns `gen_ai.operation.name` of a span; `undefined` for one that the conventions do not know. */
export function operationName(record: SpanRecord): string | undefined {
  return record.model?.operation ?? operations[record.type];
}

/** Writes what a span is, by the conventions' names. Its content is written apart. */
export function writeFacts(attributes: Attributes, record: SpanRecord): void {
  const { type, model, context } = record;
  attributes[own.type] = type;
  put(attributes, names.operation, operationName(record));
  if (type === "tool") attributes[names.toolName] = record.name;
  if (type === "agent") attributes[names.agentName] = record.name;
  if (type === "workflow") attributes[names.workflowName] = record.name;
  put(attributes, own.category, record.category);
  put(attributes, own.statusLabel, record.statusLabel);
  if (record.status === "cancelled") attributes[own.status] = "cancelled";
  if (record.level !== "DEFAULT") attributes[own.level] = record.level;
  put(attributes, names.userId, context.userId);
  put(attributes, names.sessionId, context.sessionId);
  put(attributes, names.promptName, record.prompt?.name);
  if (record.prompt?.version !== undefined) attributes[names.promptVersion] = String(record.prompt.version);
  if (model) writeModel(attributes, model);
}

/** Fields that are written as they are; their names agree with those of the conventions. */
const plainFields = ["provider", "responseModel", "responseId", "serverAddress", "serverPort"] as const;

function writeModel(attributes: Attributes, model: ModelCall): void {
  put(attributes, names.requestModel, model.model);
  for (const field of plainFields) put(attributes, names[field], model[field]);
  for (const field of ["attempts", "serviceTier", "cost"] as const) put(attributes, own[field], model[field]);
  if (model.cost !== undefined) put(attributes, own.costSource, model.costSource);
  if (model.finishReasons) attributes[names.finishReasons] = model.finishReasons.map(normalizeFinishReason);
  if (model.stream) attributes[names.stream] = true;
  put(attributes, names.timeToFirstChunk, seconds(model.timeToFirstChunk));
  put(attributes, own.timeToFirstToken, seconds(model.timeToFirstToken));
  for (const field in model.usage) {
    const count = model.usage[field as keyof Usage];
    if (field.endsWith("Tokens") && typeof count === "number") attributes[names[field as UsageName]] = count;
  }
}

/** What usage counts: the conventions' names have the same keys. */
type UsageName = Exclude<keyof Usage, "cacheWriteByTtl" | "raw">;

/** Writes the request parameters that the conventions name. They come redacted. */
export function writeParameters(attributes: Attributes, parameters: Record<string, unknown>): void {
  for (const key in parameters) {
    const name = Object.hasOwn(requestParameters, key) ? requestParameters[key] : undefined;
    if (!name) continue;
    const value = parameters[key];
    if (name === requestParameters.stop) writeList(attributes, name, value);
    // The conventions want the number of choices only where it is not one.
    else if (key === "n" && value === 1) continue;
    else if (typeof value === "number" || typeof value === "string") attributes[name] = value;
  }
  // What answered is known better than what was asked for.
  if (typeof parameters.service_tier === "string") attributes[own.serviceTier] ??= parameters.service_tier;
}

function writeList(attributes: Attributes, name: string, value: unknown): void {
  const list = Array.isArray(value) ? value : [value];
  if (list.every((item) => typeof item === "string")) attributes[name] = list;
}

function put(attributes: Attributes, name: string, value: AttributeValue | undefined): void {
  if (value !== undefined && value !== null) attributes[name] = value;
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
