import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import type { Backend } from "../backend.js";
import type { ProjectName } from "../store/store.js";
import { ThreadUnavailable } from "../thread/thread.js";
import { openApi } from "./openapi.js";
import type { Route } from "./route.js";
import { routes } from "./routes.js";
import { liveQuery } from "./schema-service.js";

/** What every API request comes with: the guard has already decided. */
export interface ApiEnvironment {
  Bindings: { project: ProjectName };
}

type ApiContext = Context<ApiEnvironment>;

/** Bytes of a JSON request to the API. */
const requestLimit = 4 * 1024 * 1024;
/** Milliseconds between signs of life on a live stream, which keep proxies from closing it. */
const livePulse = 15_000;

/** The remote configuration; it has no rules yet. */
const configuration = { version: "0", rules: [] };

/** The HTTP API under `/api/v1`. */
export function createApi(backend: Backend): Hono<ApiEnvironment> {
  const app = new Hono<ApiEnvironment>().basePath("/api/v1");
  app.use(
    bodyLimit({ maxSize: requestLimit, onError: (c) => failure(c, 413, "too-large", "the request is too large") }),
  );
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ":$1");
    app.on(route.method.toUpperCase(), path, (c) => run(route, backend, c));
  }
  app.get("/live", (c) => live(backend, c));
  app.get("/config", (c) => conditionalConfig(c));
  app.get("/openapi.json", (c) => jsonText(c, JSON.stringify(openApi(routes))));
  app.notFound((c) => failure(c, 404, "not-found", `there is no ${c.req.method} ${c.req.path}`));
  app.onError((error, c) => failure(c, ...statusOf(error), messageOf(error)));
  return app;
}

async function run(route: Route, backend: Backend, c: ApiContext): Promise<Response> {
  const params = c.req.param() as Record<string, string>;
  for (const [name, schema] of Object.entries(route.params ?? {}))
    schema.parse(params[name], { error: () => `${name} is malformed` });
  const query = route.query?.parse(c.req.query());
  const body = route.body?.parse(await readJson(c));
  const text = await route.handle({ backend, project: c.env.project, params, query, body });
  return text === undefined ? failure(c, 404, "not-found", "there is no such thing here") : jsonText(c, text);
}

async function readJson(c: ApiContext): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new SyntaxError("the body is not JSON");
  }
}

function live(backend: Backend, c: ApiContext): Response {
  const { traceId } = liveQuery.parse(c.req.query());
  return streamSSE(c, async (stream) => {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    const send = (event: string, data: string) => void stream.writeSSE({ event, data }).catch(() => end());
    const pulse = setInterval(() => void stream.write(": still here\n\n").catch(() => end()), livePulse);
    const stop = backend.live.add({ project: c.env.project.id, traceId, send, end });
    stream.onAbort(end);
    send("hello", JSON.stringify({ type: "hello", serverTime: Date.now() }));
    await over;
    clearInterval(pulse);
    stop();
  });
}

function conditionalConfig(c: ApiContext): Response {
  const tag = `"${configuration.version}"`;
  c.header("etag", tag);
  return c.req.header("if-none-match") === tag ? c.body(null, 304) : c.json(configuration);
}

function statusOf(error: Error): [400 | 500 | 503, string] {
  if (error instanceof z.ZodError || error instanceof SyntaxError) return [400, "invalid-request"];
  return error instanceof ThreadUnavailable ? [503, "unavailable"] : [500, "internal"];
}

function messageOf(error: Error): string {
  if (!(error instanceof z.ZodError)) return error.message;
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}

function failure(c: ApiContext, status: 400 | 404 | 413 | 500 | 503, code: string, message: string): Response {
  return c.json({ error: { code, message } }, status);
}

function jsonText(c: ApiContext, text: string): Response {
  return c.body(text, 200, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
}
