import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Reply } from "./reply.js";

/** A request as the SDK put it on the wire. */
export interface StubRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON, or the text where it is none. */
  body: unknown;
}

/** A provider's API on localhost that says what it is told to. */
export interface StubServer {
  readonly url: string;
  /** Every request since the last `answer`. */
  readonly requests: StubRequest[];
  /** Resolves when the client has closed a connection before its answer was complete. */
  readonly hungUp: Promise<void>;
  /** Sets what is said from now on: one reply per request, the last one again and again. */
  answer(...replies: Reply[]): void;
  close(): Promise<void>;
}

/** Starts a stub on a free port of localhost. */
export async function startStubServer(): Promise<StubServer> {
  const requests: StubRequest[] = [];
  let replies: Reply[] = [];
  let hungUp = deferred();

  const server = createServer(async (request, response) => {
    const reply = replies[Math.min(requests.length, replies.length - 1)];
    requests.push(await received(request));
    response.on("close", () => response.writableFinished || hungUp.resolve());
    if (reply) await say(reply, response);
    else response.writeHead(501).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get hungUp() {
      return hungUp.promise;
    },
    answer(...next) {
      replies = next;
      requests.length = 0;
      hungUp = deferred();
    },
    close: () => closed(server),
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function received(request: IncomingMessage): Promise<StubRequest> {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  const { method = "", url = "", headers } = request;
  return { method, path: url, headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function say(reply: Reply, response: ServerResponse): Promise<void> {
  response.writeHead(reply.status, reply.headers);
  for (const frame of reply.frames) {
    if (response.destroyed) return;
    response.write(frame);
    // Frames must not melt into one packet: pace and interruption are what streams are tested for.
    if (reply.interval) await sleep(reply.interval);
  }
  if (reply.ending === "cut") response.destroy();
  else if (reply.ending === "open") await new Promise((resolve) => response.on("close", resolve));
  else response.end();
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
