import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { HttpRequest, HttpResponse, Transport } from "./http.js";

/** Creates a transport on `node:http` and `node:https`, which are loaded with the first request. */
export function nodeTransport(): Transport {
  const agents: { [protocol: string]: Agent } = {};
  return (request) =>
    new Promise((resolve, reject) => {
      const secure = request.url.startsWith("https:");
      const http = process.getBuiltinModule(secure ? "node:https" : "node:http") as typeof import("node:http");
      const { ClientRequest } = process.getBuiltinModule("node:http");
      const { urlToHttpOptions } = process.getBuiltinModule("node:url");
      const { url, headers, body } = request;
      const agent = (agents[String(secure)] ??= new http.Agent({ keepAlive: true }));
      const options = { method: "POST", agent, headers: { ...headers, "content-length": body.length } };
      // What `http.request` makes. The function itself may be one that traces requests, and this one is not the application's.
      const sent = new ClientRequest({ ...urlToHttpOptions(new URL(url)), ...options });
      limit(sent, request, reject);
      // A request that waits for its answer must not keep the process alive; the exit handler takes over.
      sent.on("socket", (socket) => socket.unref());
      sent.on("response", (response) => read(response, resolve, reject));
      sent.end(body);
    });
}

function limit(sent: ClientRequest, { timeout, url }: HttpRequest, reject: (error: Error) => void): void {
  const timer = setTimeout(() => sent.destroy(new Error(`no answer from ${url} within ${timeout} ms`)), timeout);
  timer.unref();
  sent.on("error", reject);
  sent.on("close", () => clearTimeout(timer));
}

function read(
  response: IncomingMessage,
  resolve: (response: HttpResponse) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  response.on("data", (chunk: Buffer) => chunks.push(chunk));
  response.on("error", reject);
  response.on("end", () =>
    resolve({
      status: response.statusCode ?? 0,
      header: (name) => response.headers[name]?.toString(),
      body: Buffer.concat(chunks),
    }),
  );
}
