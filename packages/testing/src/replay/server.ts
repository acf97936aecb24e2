import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type Exchange, matches, type ReplayedRequest } from "./exchange.js";
import { type Cut, cutBody, type Pace } from "./pieces.js";

/** Header that names the exchange to answer with, instead of finding one by the request's features. */
export const exchangeHeader = "x-replay-exchange";

/** Options of `startReplay`. */
export interface ReplayOptions {
  exchanges: readonly Exchange[];
  /** @default "events" for event streams, "whole" otherwise */
  cut?: Cut;
  /** @default no delays */
  pace?: Pace | ((exchange: Exchange) => Pace);
}

/** A running replay server. */
export interface Replay {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Everything that was asked, oldest first. */
  readonly requests: readonly ReplayedRequest[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves recorded exchanges over HTTP on 127.0.0.1, byte for byte.
 *
 * A request is answered by the exchange that `exchangeHeader` names, else by the first one that matches and has
 * not been used yet, else by the last one that matches. One that nothing matches gets a 404 that says so.
 */
export async function startReplay(options: ReplayOptions): Promise<Replay> {
  const requests: ReplayedRequest[] = [];
  const used = new Set<Exchange>();
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse) {
    const request = await readRequest(incoming);
    requests.push(request);
    const exchange = choose(options.exchanges, request, used);
    if (!exchange) return refuse(request, response);
    used.add(exchange);
    request.exchange = exchange.id;
    response.once("close", () => {
      request.aborted = !response.writableFinished;
    });
    await send(exchange, response, options);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => stop(server);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, close, [Symbol.asyncDispose]: close };
}

async function readRequest(incoming: IncomingMessage): Promise<ReplayedRequest> {
  const pieces: Uint8Array[] = [];
  for await (const piece of incoming) pieces.push(piece as Uint8Array);
  return {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    headers: incoming.headers,
    body: Buffer.concat(pieces).toString("utf8"),
    aborted: false,
  };
}

function choose(exchanges: readonly Exchange[], request: ReplayedRequest, used: Set<Exchange>): Exchange | undefined {
  const id = request.headers[exchangeHeader];
  if (id !== undefined) return exchanges.find((exchange) => exchange.id === id);
  const matching = exchanges.filter((exchange) => matches(exchange, request));
  return matching.find((exchange) => !used.has(exchange)) ?? matching.at(-1);
}

function refuse({ method, url }: ReplayedRequest, response: ServerResponse) {
  response.writeHead(404, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { type: "not_recorded", message: `no exchange answers ${method} ${url}` } }));
}

async function send(exchange: Exchange, response: ServerResponse, { cut, pace }: ReplayOptions) {
  const { status, headers, body } = exchange.response;
  const { first = 0, between = 0 } = (typeof pace === "function" ? pace(exchange) : pace) ?? {};
  const isStream = headers["content-type"]?.includes("event-stream") ?? false;
  response.writeHead(status, { ...headers, ...(!isStream && { "content-length": String(body.length) }) });
  const pieces = cutBody(body, cut ?? (isStream ? "events" : "whole"));
  for (const [index, piece] of pieces.entries()) {
    await pause(index === 0 ? first : between);
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

async function pause(milliseconds: number) {
  if (milliseconds > 0) await wait(milliseconds);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once("drain", resolve);
    response.once("close", resolve);
  });
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
