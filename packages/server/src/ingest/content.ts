import { conventions, own, requestParameters } from "@trace/core/wire";
import type { SpanSkeleton } from "../api/types.js";
import type { Attributes, OtlpScope, OtlpSpan } from "../receive/otlp.js";
import { jsonObjectText, jsonText, listOf } from "./json-list.js";
import { preview } from "./preview.js";
import type { SpanContent, SpanRow } from "./row.js";
import { take, takeNumber, takeString } from "./take.js";

interface Around {
  errorStack?: string;
  /** JSON text of the resource. */
  resource: string;
}

/** Reads the payload, marks in the skeleton whether there is input and output, and keeps the rest as it came. */
export function readContent(
  span: OtlpSpan,
  scope: OtlpScope,
  skeleton: SpanSkeleton,
  around: Around,
): Pick<SpanRow, "content" | "inputPreview" | "outputPreview"> {
  const { attributes } = span;
  const inputMessages = listOf(take(attributes, conventions.inputMessages)) ?? [];
  const outputMessages = listOf(take(attributes, conventions.outputMessages)) ?? [];
  const system = listOf(take(attributes, conventions.systemInstructions)) ?? [];
  const tools = listOf(take(attributes, conventions.toolDefinitions)) ?? [];
  const input = takeFirst(attributes, [own.input, conventions.toolArguments]);
  const output = takeFirst(attributes, [own.output, conventions.toolResult]);
  skeleton.hasInput = inputMessages.length > 0 || system.length > 0 || input !== undefined;
  skeleton.hasOutput = outputMessages.length > 0 || output !== undefined;
  const rest = restText(span, scope, { input, output, errorStack: around.errorStack });
  const content: SpanContent = { inputMessages, outputMessages, system, tools, resource: around.resource, rest };
  if (skeleton.parentId !== undefined) return { content };
  return {
    content,
    inputPreview: preview(inputMessages, input, "user"),
    outputPreview: preview(outputMessages, output, "assistant"),
  };
}

/** JSON text of the first of the names that is there. */
function takeFirst(attributes: Attributes, names: string[]): string | undefined {
  const texts = names.map((name) => jsonText(take(attributes, name)));
  return texts.find((text) => text !== undefined);
}

interface RestFields {
  input: string | undefined;
  output: string | undefined;
  errorStack: string | undefined;
}

/** Written field by field: what came as JSON text goes into the object as it is. */
function restText(span: OtlpSpan, scope: OtlpScope, fields: RestFields): string {
  const { attributes } = span;
  const texts: [string, string | undefined][] = [
    ["input", fields.input],
    ["output", fields.output],
    ["metadata", jsonObjectText(take(attributes, own.metadata))],
    ["parameters", takeParameters(attributes)],
    ["usageRaw", jsonText(take(attributes, own.usageRaw))],
    ["errorStack", fields.errorStack && JSON.stringify(fields.errorStack)],
    ["prompt", takePrompt(attributes)],
    ["truncatedBytes", jsonText(takeNumber(attributes, own.truncatedBytes))],
    ["scope", scope.name && JSON.stringify({ name: scope.name, version: scope.version || undefined })],
    ["events", span.events.length > 0 ? JSON.stringify(span.events.map(plain)) : undefined],
    ["links", span.links.length > 0 ? JSON.stringify(span.links.map(plain)) : undefined],
    ["attributes", attributes.size > 0 ? JSON.stringify(Object.fromEntries(attributes)) : undefined],
  ];
  const present = texts.filter(([, text]) => text !== undefined && text !== "");
  return `{${present.map(([key, text]) => `"${key}":${text}`).join(",")}}`;
}

function plain<T extends { attributes: Attributes }>(item: T) {
  return { ...item, attributes: Object.fromEntries(item.attributes) };
}

const parameterNames = new Set(Object.values(requestParameters));

/** Parameters by the provider's own names where they came; else what the conventions have of them. */
function takeParameters(attributes: Attributes): string | undefined {
  const stated = jsonObjectText(take(attributes, own.parameters));
  const conventional: Record<string, unknown> = {};
  for (const [key, value] of attributes) {
    if (!parameterNames.has(key) && !key.startsWith("gen_ai.request.")) continue;
    conventional[key.slice(key.lastIndexOf(".") + 1)] = value;
    attributes.delete(key);
  }
  if (stated !== undefined) return stated;
  return Object.keys(conventional).length > 0 ? JSON.stringify(conventional) : undefined;
}

function takePrompt(attributes: Attributes): string | undefined {
  const name = takeString(attributes, conventions.promptName);
  const version = takeString(attributes, conventions.promptVersion);
  return name === undefined ? undefined : JSON.stringify({ name, version });
}
