import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exchange, ExchangeRequest, ExchangeResponse } from "./exchange.js";

/**
 * Reads the exchanges of a folder of `.http` files, in the order of their names.
 *
 * A file is a request line, lines of conditions (`model`, `stream`, `contains`), an empty line, and the
 * response as it goes over the wire: status line, headers, an empty line, the body.
 *
 * @example
 * POST /v1/chat/completions
 * model: gpt-5-mini
 * stream: true
 *
 * HTTP/1.1 200 OK
 * content-type: text/event-stream
 *
 * data: {"id":"chatcmpl-1", …}
 */
export function readExchanges(folder: string): Exchange[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".http"));
  return names
    .sort()
    .map((name) => parseExchange(name.slice(0, -".http".length), readFileSync(join(folder, name), "utf8")));
}

/** Reads one `.http` file. */
export function parseExchange(id: string, text: string): Exchange {
  const [request, status, body] = splitMessage(id, text);
  return { id, request: parseRequest(request), response: parseResponse(status, body) };
}

/** Only the first two empty lines separate; those of the body belong to it. */
function splitMessage(id: string, text: string): [string, string, string] {
  const afterRequest = text.indexOf("\n\n");
  const afterHeaders = text.indexOf("\n\n", afterRequest + 2);
  if (afterRequest < 0 || afterHeaders < 0) throw new Error(`${id} is not a request, headers and a body`);
  return [text.slice(0, afterRequest), text.slice(afterRequest + 2, afterHeaders), text.slice(afterHeaders + 2)];
}

function parseRequest(text: string): ExchangeRequest {
  const [first = "", ...lines] = text.split("\n");
  const [method = "", path = ""] = first.split(" ");
  const { model, stream, contains } = parseFields(lines);
  return {
    method,
    path,
    ...(model !== undefined && { model }),
    ...(stream !== undefined && { stream: stream === "true" }),
    ...(contains !== undefined && { contains }),
  };
}

function parseResponse(head: string, body: string): ExchangeResponse {
  const [first = "", ...lines] = head.split("\n");
  return { status: Number(first.split(" ")[1]), headers: parseFields(lines), body: Buffer.from(body) };
}

function parseFields(lines: string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
