import { createRequire } from "node:module";
import type OpenAI from "openai";

const require = createRequire(import.meta.url);

/** The copies of the SDK that tests run on, typed as the newest. */
export const sdks: [string, () => Promise<{ OpenAI: typeof OpenAI; AzureOpenAI: new (options: object) => OpenAI }>][] =
  [
    ["7 esm", () => import("openai") as never],
    ["7 cjs", async () => require("openai")],
    ["6 esm", () => import("openai6") as never],
    ["5 esm", () => import("openai5") as never],
    ["4 esm", () => import("openai4") as never],
    ["4 cjs", async () => require("openai4")],
  ];

/** What a provider says to one request. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  /** Data of server-sent events. */
  events?: unknown[];
}

/** A request as the SDK sent it. */
export interface Sent {
  url: string;
  body: Record<string, unknown> | undefined;
}

/** A `fetch` that gives one answer after the other, and keeps what was asked. */
export function answering(...answers: Answer[]): { fetch: typeof globalThis.fetch; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = async (url: unknown, init: { body?: unknown } = {}) => {
    const { status = 200, headers, json, events } = answers[sent.length] ?? answers.at(-1)!;
    sent.push({ url: String(url), body: typeof init.body === "string" ? JSON.parse(init.body) : undefined });
    const text = events
      ? `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`
      : JSON.stringify(json);
    const type = events ? "text/event-stream" : "application/json";
    return new Response(text, { status, headers: { "content-type": type, ...headers } });
  };
  return { fetch: fetch as typeof globalThis.fetch, sent };
}

/** A chat completion that says `content`. */
export function completion(content: string, rest: object = {}) {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    model: "gpt-5.2-2026",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    ...rest,
  };
}

/** The chunks of such a completion. */
export function chunks(content: string) {
  const head = { id: "chatcmpl-1", object: "chat.completion.chunk", model: "gpt-5.2-2026" };
  return [
    { ...head, choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] },
    { ...head, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
  ];
}

/** The chunk that comes only for those who ask for usage. */
export const usageChunk = {
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  model: "gpt-5.2-2026",
  choices: [],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

/** Reads a stream to its end. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
