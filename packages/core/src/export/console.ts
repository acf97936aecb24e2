import { conventions as names } from "../wire.js";
import type { Batch, Exporter, FinishedSpan } from "./exporter.js";

/** Where the console exporter writes. */
export interface ConsoleOptions {
  /** Takes one line. @default writes to stderr */
  write?: (line: string) => void;
}

/** Creates an exporter that writes spans as readable lines, each below its parent. Content is left out. */
export function consoleExporter({ write = (line) => console.error(line) }: ConsoleOptions = {}): Exporter {
  return {
    name: "console",
    export({ spans, scores }: Batch) {
      const children = group(spans);
      const known = new Set(spans.map(({ spanId }) => spanId));
      for (const span of inOrder(spans)) if (!known.has(span.parentId ?? "")) writeTree(span, "", children, write);
      for (const { name, value, traceId = "" } of scores) write(`score ${name} = ${value} ${traceId}`);
      return undefined;
    },
  };
}

type Children = Map<string | undefined, FinishedSpan[]>;

function group(spans: readonly FinishedSpan[]): Children {
  const groups: Children = new Map();
  for (const span of spans) groups.set(span.parentId, [...(groups.get(span.parentId) ?? []), span]);
  return groups;
}

function writeTree(span: FinishedSpan, indent: string, children: Children, write: (line: string) => void): void {
  write(indent + describe(span) + (indent ? "" : ` [${span.traceId}]`));
  for (const child of inOrder(children.get(span.spanId) ?? [])) writeTree(child, `${indent}  `, children, write);
}

function inOrder(spans: readonly FinishedSpan[]): FinishedSpan[] {
  return [...spans].sort((a, b) => a.startTime - b.startTime);
}

function describe({ name, type, startTime, endTime, status, error, usage, attributes }: FinishedSpan): string {
  const model = attributes[names.responseModel] ?? attributes[names.requestModel];
  return [
    `${name} (${type}) ${Math.round(endTime - startTime)} ms`,
    model && !name.includes(String(model)) && String(model),
    usage && `${usage.inputTokens ?? "?"} → ${usage.outputTokens ?? "?"} tokens`,
    status === "cancelled" && "cancelled",
    error && `error ${error.type}: ${error.message}`,
  ]
    .filter(Boolean)
    .join(", ");
}
