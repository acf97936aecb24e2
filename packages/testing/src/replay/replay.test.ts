import { afterEach, describe, expect, it } from "vitest";
import {
  type Exchange,
  exchangeHeader,
  exchangeOf,
  fixtureRecordingsFolder,
  loadRecordings,
  parseExchange,
  type Replay,
  type ReplayOptions,
  replayFetch,
  replayMissingProviders,
  startReplay,
} from "./index.js";

const recordings = loadRecordings({ folder: fixtureRecordingsFolder() });
const exchanges = recordings.map(exchangeOf);
const stream = recordings.find(({ id }) => id === "openai/chat-stream-parallel-tool-calls")!;

const running: Replay[] = [];
afterEach(() => Promise.all(running.splice(0).map((replay) => replay.close())));

async function start(options: Partial<ReplayOptions> = {}): Promise<Replay> {
  const replay = await startReplay({ exchanges, ...options });
  running.push(replay);
  return replay;
}

function post(replay: Replay, path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(replay.url + path, { method: "POST", body: JSON.stringify(body), headers });
}

describe("a replay server", () => {
  it("serves a recorded stream byte for byte, however it is cut", async () => {
    for (const cut of ["events", "whole", 7] as const) {
      const replay = await start({ cut });
      const response = await post(replay, "/v1/chat/completions", {}, { [exchangeHeader]: stream.id });
      expect(await response.text()).toBe(stream.response.text);
      expect(response.headers.get("x-request-id")).toBe(stream.response.headers["x-request-id"]);
    }
  });

  it("finds the exchange by path, model and stream", async () => {
    const replay = await start();
    await post(replay, "/v1/chat/completions", { model: "gpt-4.1-mini", stream: true });
    await post(replay, "/v1/chat/completions?api-version=1", { model: "gpt-5-mini" });
    expect(replay.requests.map(({ exchange }) => exchange)).toEqual([stream.id, "openai/chat-cache-read"]);
  });

  it("answers the same request with the next exchange, and with the last one from then on", async () => {
    const answers = [529, 200].map((status) => exchange({ id: String(status), response: { status } }));
    const replay = await start({ exchanges: answers });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await post(replay, "/v1/messages", {})).status);
    expect(statuses).toEqual([529, 200, 200]);
  });

  it("tells a request that nothing matches what was asked", async () => {
    const replay = await start();
    const response = await post(replay, "/v1/nothing", {});
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("no exchange answers POST /v1/nothing");
  });

  it("sends the pieces of a stream one by one at its pace", async () => {
    const replay = await start({ pace: { first: 30, between: 10 } });
    const begin = performance.now();
    const response = await post(replay, "/v1/chat/completions", {}, { [exchangeHeader]: stream.id });
    let pieces = 0;
    for await (const _ of response.body!) pieces++;
    expect(pieces).toBe(stream.response.text!.split("\n\n").length - 1);
    expect(performance.now() - begin).toBeGreaterThan(30 + 9 * 9);
  });

  it("notes that the client closed the connection before the end", async () => {
    const replay = await start({ pace: { between: 1000 } });
    const abort = new AbortController();
    await fetch(`${replay.url}/v1/chat/completions`, {
      method: "POST",
      headers: { [exchangeHeader]: stream.id },
      signal: abort.signal,
    });
    abort.abort();
    await expect.poll(() => replay.requests[0]?.aborted).toBe(true);
  });
});

describe("replayFetch", () => {
  it("keeps the URL that was asked for and sends the request's body and headers", async () => {
    const replay = await start();
    const response = await replayFetch(replay, "xai/chat-reasoning-apart")("https://api.x.ai/v1/chat/completions?a=1", {
      method: "POST",
      body: "{}",
      headers: { authorization: "Bearer x" },
    });
    expect(response.url).toBe("https://api.x.ai/v1/chat/completions?a=1");
    expect(replay.requests[0]).toMatchObject({
      url: "/v1/chat/completions?a=1",
      body: "{}",
      exchange: "xai/chat-reasoning-apart",
    });
    expect(replay.requests[0]?.headers.authorization).toBe("Bearer x");
  });
});

describe("replayMissingProviders", () => {
  it("leaves a provider alone whose key is there", async () => {
    const environment = { OPENAI_API_KEY: "sk-own", PATH: "/bin" };
    const stand = await replayMissingProviders({ exchanges, environment });
    running.push(stand.replay);
    expect(stand.replayed).toEqual(["Anthropic"]);
    expect(stand.environment).toEqual({
      ...environment,
      ANTHROPIC_API_KEY: "replay",
      ANTHROPIC_BASE_URL: stand.replay.url,
    });
  });
});

describe("an .http file", () => {
  it("holds the conditions of a request and its response, with every byte of the body", () => {
    const body = 'data: {"a":1}\n\ndata: [DONE]\n\n';
    const text = `POST /v1/responses\nmodel: gpt-5\nstream: true\ncontains: order 7\n\nHTTP/1.1 200 OK\nContent-Type: text/event-stream\nX-Request-Id: a:b\n\n${body}`;
    const { request, response } = parseExchange("one", text);
    expect(request).toEqual({
      method: "POST",
      path: "/v1/responses",
      model: "gpt-5",
      stream: true,
      contains: "order 7",
    });
    expect(response.status).toBe(200);
    expect(response.headers).toEqual({ "content-type": "text/event-stream", "x-request-id": "a:b" });
    expect(Buffer.from(response.body).toString()).toBe(body);
  });

  it("is refused when it has no body", () => {
    expect(() => parseExchange("two", "GET / \n\nHTTP/1.1 200 OK")).toThrow("two is not a request, headers and a body");
  });
});

function exchange({ id, response }: { id: string; response: { status: number } }): Exchange {
  const path = "/v1/messages";
  return { id, request: { method: "POST", path }, response: { headers: {}, body: Buffer.from("{}"), ...response } };
}
