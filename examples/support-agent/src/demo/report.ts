import { setTimeout as wait } from "node:timers/promises";
import { add, type ModelUse } from "./usage.ts";

interface Span {
  type: string;
  model?: string;
  responseModel?: string;
  usage?: { inputTokens?: number; outputTokens?: number; cacheReadTokens?: number; cacheWriteTokens?: number };
  cost?: { usd: number } | null;
}

interface Trace {
  traceId: string;
  status: string;
  spanCount: number;
  generationCount: number;
  errorCount: number;
  pendingCount: number;
  duration?: number;
  usage: { inputTokens?: number; outputTokens?: number };
  cost: { usd: number | null; unknownCalls: number };
}

/** What the server says of a trace. */
export interface Report {
  trace: Trace;
  /** By the model that answered. */
  models: Map<string, ModelUse>;
}

const TIMEOUT = 10_000;

/** Waits until the server has the whole trace that began after `since`, and reads it. */
export async function readReport(serverUrl: string, since: number): Promise<Report> {
  for (const deadline = Date.now() + TIMEOUT; Date.now() < deadline; await wait(100)) {
    const { items } = await read<{ items: Trace[] }>(`${serverUrl}/api/v1/traces?from=${since}&limit=1`);
    const [trace] = items;
    if (!trace || trace.status === "pending" || trace.pendingCount > 0) continue;
    const detail = await read<{ trace: Trace; spans: Span[] }>(`${serverUrl}/api/v1/traces/${trace.traceId}`);
    return { trace: detail.trace, models: byModel(detail.spans) };
  }
  throw new Error(`the server has no complete trace after ${TIMEOUT / 1000} s`);
}

async function read<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

function byModel(spans: Span[]): Map<string, ModelUse> {
  const models = new Map<string, ModelUse>();
  for (const { type, model, responseModel, usage, cost } of spans) {
    const name = responseModel ?? model;
    if (!name || (type !== "generation" && type !== "embedding")) continue;
    const use = {
      calls: 1,
      inputTokens: usage?.inputTokens ?? 0,
      cacheReadTokens: usage?.cacheReadTokens ?? 0,
      cacheWriteTokens: usage?.cacheWriteTokens ?? 0,
      outputTokens: usage?.outputTokens ?? 0,
      cost: cost?.usd ?? Number.NaN,
    };
    models.set(name, add(models.get(name), use));
  }
  return models;
}
