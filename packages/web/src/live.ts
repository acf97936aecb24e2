import { setServerTime } from "./format/clock.js";
import { request } from "./request.js";
import { createSetting } from "./theme/setting.js";
import type { LiveEvent } from "./types.js";

const FIRST_RETRY = 500;
const LAST_RETRY = 15_000;

/** Whether updates arrive: `off` while a lost connection is tried again, `idle` where the page follows nothing. */
export type LiveState = "idle" | "on" | "off";

export interface LiveOptions {
  /** Only this trace, with its spans; without it, summaries of all traces. */
  traceId?: string;
  onEvent(event: LiveEvent): void;
  /** Called when the stream opens again after a break: what happened in between was missed. */
  onGap(): void;
  onState?(state: LiveState): void;
}

/** Follows the server's live updates until the returned function is called, and reconnects by itself. */
export function followLive(options: LiveOptions): () => void {
  const abort = new AbortController();
  void follow(options, abort.signal);
  return () => {
    abort.abort();
    options.onState?.("idle");
  };
}

async function follow(options: LiveOptions, signal: AbortSignal): Promise<void> {
  let retry = FIRST_RETRY;
  let connectedBefore = false;
  const connected = () => {
    options.onState?.("on");
    if (connectedBefore) options.onGap();
    connectedBefore = true;
    retry = FIRST_RETRY;
  };
  while (!signal.aborted) {
    // Browsers allow six connections per server over HTTP/1.1, so a tab in the background gives its own back.
    await untilVisible(signal);
    await stream(options, signal, connected);
    if (signal.aborted) return;
    options.onState?.("off");
    if (document.visibilityState === "visible") await pause(retry, signal);
    retry = Math.min(retry * 2, LAST_RETRY);
  }
}

async function stream(options: LiveOptions, signal: AbortSignal, connected: () => void): Promise<void> {
  const hidden = new AbortController();
  const hide = () => document.visibilityState === "hidden" && hidden.abort();
  document.addEventListener("visibilitychange", hide);
  try {
    const path = options.traceId ? `/api/v1/live?traceId=${options.traceId}` : "/api/v1/live";
    const response = await request(path, AbortSignal.any([signal, hidden.signal]), "text/event-stream");
    connected();
    for await (const data of readEvents(response.body!)) deliver(options, JSON.parse(data) as LiveEvent);
  } catch {
    // A stream ends when the server stops or the network goes; the caller opens the next and `onGap` catches up.
  } finally {
    document.removeEventListener("visibilitychange", hide);
  }
}

function deliver(options: LiveOptions, event: LiveEvent): void {
  if (event.type === "hello") setServerTime(event.serverTime);
  else options.onEvent(event);
}

function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (document.visibilityState === "hidden" && !signal.aborted) return;
      document.removeEventListener("visibilitychange", check);
      resolve();
    };
    document.addEventListener("visibilitychange", check);
    signal.addEventListener("abort", check);
    check();
  });
}

/** The `data` of each server-sent event in a stream of bytes. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      buffer += decoder.decode(value, { stream: true });
      const blocks = buffer.split(/\r?\n\r?\n/);
      buffer = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = dataOf(block);
        if (data) yield data;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function dataOf(block: string): string {
  return block
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(line[5] === " " ? 6 : 5))
    .join("\n");
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The state of the page's main stream, for the mark in the sidebar. */
export const liveState = createSetting<LiveState>(undefined, ["idle", "on", "off"], "idle");
