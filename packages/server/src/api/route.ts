import type { z } from "zod";
import type { Backend } from "../backend.js";
import type { ProjectName } from "../store/store.js";

/** What a route is given: everything is parsed and checked. */
export interface RouteInput<Query = unknown, Body = unknown> {
  backend: Backend;
  project: ProjectName;
  params: Record<string, string>;
  query: Query;
  body: Body;
}

/** One operation of the API, as data: the server and the OpenAPI document are made from it. */
export interface Route {
  method: "get" | "post" | "delete";
  /** Below `/api/v1`, with `{parameters}`. */
  path: string;
  summary: string;
  params?: Record<string, z.ZodType>;
  query?: z.ZodType;
  body?: z.ZodType;
  answer: z.ZodType;
  /** Returns JSON text, or undefined where there is nothing to answer with. */
  handle: (input: RouteInput) => Promise<string | undefined>;
}

type RouteOf<Query extends z.ZodType, Body extends z.ZodType> = Omit<Route, "handle" | "query" | "body"> & {
  query?: Query;
  body?: Body;
  handle: (input: RouteInput<z.output<Query>, z.output<Body>>) => Promise<string | undefined>;
};

/** Gives a route's handler the types of its query and body. */
export function route<Query extends z.ZodType, Body extends z.ZodType>(definition: RouteOf<Query, Body>): Route {
  return definition as Route;
}
