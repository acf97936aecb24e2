import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createApi } from "./api/app.js";
import { Backend } from "./backend.js";
import { databaseIn, defaultDataFolder } from "./data-folder.js";
import { allowedOrigin, type GuardOptions, guard, isLocal } from "./guard.js";
import { describeKey, newKey } from "./key.js";
import { webFolder } from "./location.js";
import { receiveTraces, refuse, refuseGuarded, serverHeaders } from "./receive/receiver.js";
import { ServerError } from "./server-error.js";
import { serveFile } from "./static-files.js";

/** Options of `startServer`. */
export interface ServerOptions {
  /** Port to listen on; 0 takes a free one. @default 4318 */
  port?: number;
  /** Address to listen on. One that other machines can reach needs keys. @default "127.0.0.1" */
  host?: string;
  /** Folder of the database. @default ".trace" in the working directory */
  dataDir?: string;
  /** Serves the web UI. @default true */
  ui?: boolean;
}

/** A running server. */
export interface TraceServer {
  /** Where it answers: `http://127.0.0.1:4318`. */
  readonly url: string;
  readonly port: number;
  /** Path of the database file. */
  readonly database: string;
  /** Makes a key for a project (which is made too, if need be); it is returned only here. */
  createKey(name: string, project?: string): Promise<string>;
  /** Resolves when everything that was sent so far can be found by its words. */
  indexed(): Promise<void>;
  /** Stops listening, finishes what was accepted and closes the database. */
  close(): Promise<void>;
}

/** Starts a server and resolves when it answers. */
export async function startServer(options: ServerOptions = {}): Promise<TraceServer> {
  const { port = 4318, host = "127.0.0.1", dataDir = defaultDataFolder, ui = true, ...unknown } = options;
  refuseUnknown(Object.keys(unknown));
  const database = openFolder(dataDir);
  const backend = new Backend(database);
  try {
    await backend.ready();
    const local = isLocal(host);
    if (!local && (await backend.keys()).length === 0) throw keysRequired(host, dataDir);
    const server = createServer(listener(backend, { local, projectOfKey: (key) => backend.projectOfKey(key) }, ui));
    // Longer than clients keep a connection, so that it is they who close it and no request meets a closing one.
    server.keepAliveTimeout = 75_000;
    await listen(server, port, host);
    return running(server, backend, database, host);
  } catch (error) {
    await backend.close();
    throw error instanceof ServerError ? error : unusable(database, error as Error);
  }
}

/** Makes a key in a database, whether a server is running on it or not. */
export async function createKeyIn(dataDir = defaultDataFolder, name = "key", project = "default"): Promise<string> {
  const { SqliteStore } = await import("./store/sqlite/sqlite-store.js");
  const store = new SqliteStore({ path: openFolder(dataDir), since: Date.now() });
  try {
    const key = newKey();
    await store.createKey(describeKey(key, name, project), Date.now());
    return key;
  } finally {
    await store.close();
  }
}

function openFolder(dataDir: string): string {
  try {
    return databaseIn(dataDir);
  } catch (error) {
    throw unusable(dataDir, error as Error);
  }
}

function unusable(path: string, error: Error): ServerError {
  return new ServerError("storage", `the database ${path} cannot be used: ${error.message}`, { cause: error });
}

function running(server: Server, backend: Backend, database: string, host: string): TraceServer {
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    database,
    createKey: async (name, project = "default") => {
      const key = newKey();
      await backend.createKey(key, name, project);
      return key;
    },
    indexed: () => backend.indexed(),
    close: async () => {
      backend.live.close();
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 2_000).unref();
      await closed;
      await backend.close();
    },
  };
}

function listener(backend: Backend, options: GuardOptions, ui: boolean) {
  const api = createApi(backend);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? "/").split("?")[0]!;
    const reading = request.method === "GET" || request.method === "HEAD";
    if (path === "/healthz" && reading) return void response.end("ok\n");
    const otlp = path.startsWith("/v1/");
    if (allowCrossOrigin(request, response, options.local)) return;
    const project = await guard(request.headers, options).catch(() => undefined);
    if (project === undefined) return refuse(request, response, 503, "the storage does not answer");
    if ("status" in project) {
      if (otlp) return refuseGuarded(request, response, project);
      return refuseApi(response, project);
    }
    if (path === "/v1/traces") return receiveTraces(backend, project.id, request, response);
    if (otlp) return refuse(request, response, 404, `${path} is not taken here; traces are, at /v1/traces`);
    if (path.startsWith("/api/")) {
      for (const [name, value] of Object.entries(serverHeaders)) response.setHeader(name, value);
      return getRequestListener((fetchRequest) => api.fetch(fetchRequest, { project }))(request, response);
    }
    // A page in answer to spans that went to a wrong address would be taken for their acceptance.
    if (!reading) return refuse(request, response.setHeader("allow", "GET, HEAD"), 405, readOnly(request, path));
    if (!ui) return void response.writeHead(404).end("This server has no pages.\n");
    return serveFile(webFolder, path, response);
  };
  // What fails here fails for one connection alone.
  return (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response).catch(() => response.destroy());
}

function readOnly({ method }: IncomingMessage, path: string): string {
  return `${method} ${path} is not taken here: spans are, at POST /v1/traces`;
}

/** Lets pages of other local servers (an application under development) read answers; true when that was the whole question. */
function allowCrossOrigin(request: IncomingMessage, response: ServerResponse, local: boolean): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || !allowedOrigin(origin, host, local)) return false;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", Object.keys(serverHeaders).join(", "));
  response.setHeader("vary", "origin");
  if (request.method !== "OPTIONS") return false;
  response.setHeader("access-control-allow-methods", "GET, POST, DELETE");
  response.setHeader(
    "access-control-allow-headers",
    request.headers["access-control-request-headers"] ?? "content-type",
  );
  response.writeHead(204).end();
  return true;
}

function refuseApi(
  response: ServerResponse,
  { status, code, message }: { status: number; code: string; message: string },
): void {
  // Lets a browser ask for the key: it is the password of whatever user.
  if (status === 401) response.setHeader("www-authenticate", 'Basic realm="Trace: the key is the password"');
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { code, message } }));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => fail(listenError(error, port, host)));
    server.listen(port, host, () => done());
  });
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): ServerError {
  if (error.code === "EADDRINUSE") {
    return new ServerError("port-in-use", `port ${port} is in use; choose another with --port, or --port auto`, {
      cause: error,
    });
  }
  return new ServerError("invalid-option", `cannot listen on ${host}:${port}: ${error.message}`, { cause: error });
}

function refuseUnknown([name]: string[]): void {
  if (name === undefined) return;
  throw new ServerError("invalid-option", `there is no option "${name}"; startServer takes port, host, dataDir, ui`);
}

function keysRequired(host: string, dataDir: string): ServerError {
  const folder = /^[\w./-]+$/.test(dataDir) ? dataDir : `'${dataDir}'`;
  const command = dataDir === defaultDataFolder ? "trace keys create" : `trace keys create --data ${folder}`;
  return new ServerError(
    "keys-required",
    `${host} can be reached from other machines, so this server needs a key first: run "${command}"`,
  );
}
