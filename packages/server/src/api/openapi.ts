import { z } from "zod";
import { version } from "../version.js";
import type { Route } from "./route.js";
import { apiError, config, liveEvent, liveQuery } from "./schema-service.js";

type Json = Record<string, unknown>;

/** Describes the API as an OpenAPI 3.1 document, from its routes. */
export function openApi(routes: Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  paths["/api/v1/live"] = { get: liveOperation() };
  paths["/api/v1/config"] = { get: { summary: "Reads the remote configuration", responses: answers(config) } };
  return {
    openapi: "3.1.0",
    info: { title: "Trace", version, description: "Reads traces, sessions and scores, and takes scores." },
    paths,
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    security: [{ key: [] }, {}],
  };
}

function operation(route: Route): Json {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const inPath = names.map((name) => parameter("path", name, schemaOf(route.params?.[name] ?? z.string()), true));
  return {
    summary: route.summary,
    parameters: [...inPath, ...queryParameters(route.query)],
    ...(route.body && { requestBody: { required: true, content: json(route.body, "input") } }),
    responses: answers(route.answer),
  };
}

function liveOperation(): Json {
  return {
    summary: "Streams what happens as server-sent events; each event's data is one of these objects",
    parameters: queryParameters(liveQuery),
    responses: { 200: { description: "Events", content: { "text/event-stream": { schema: schemaOf(liveEvent) } } } },
  };
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query, "input") as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => parameter("query", name, schema, required.includes(name)));
}

const parameter = (place: string, name: string, schema: unknown, required: boolean): Json => ({
  in: place,
  name,
  required,
  schema,
});

function answers(answer: z.ZodType): Json {
  return {
    200: { description: "Done", content: json(answer, "output") },
    400: { description: "The request is wrong", content: json(apiError, "output") },
    404: { description: "There is no such thing", content: json(apiError, "output") },
  };
}

function json(schema: z.ZodType, io: "input" | "output"): Json {
  return { "application/json": { schema: schemaOf(schema, io) } };
}

function schemaOf(schema: z.ZodType, io: "input" | "output" = "output"): Json {
  const { $schema, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return plain;
}
