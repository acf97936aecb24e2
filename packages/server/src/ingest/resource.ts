import { conventions, own } from "@trace/core/wire";
import type { OtlpResource } from "../receive/otlp.js";
import type { Heartbeat } from "./row.js";
import { countOf, take, takeNumber } from "./take.js";

/** What a resource says about all of its spans. */
export interface ResourceFacts {
  serviceName?: string;
  release?: string;
  environment?: string;
  /** Identifies the process, where it said so. */
  instance?: string;
  heartbeat?: Heartbeat;
  /** JSON text of all its attributes. */
  json: string;
}

/** Milliseconds between heartbeats of a process that did not state them. */
const defaultFlushInterval = 2000;

/** Reads a resource. What changes from request to request is left out of its JSON, which is stored once. */
export function readResource({ attributes }: OtlpResource): ResourceFacts {
  const string = (key: string) => {
    const value = attributes.get(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const instance = string(conventions.serviceInstanceId);
  const flushInterval = takeNumber(attributes, own.flushInterval) ?? defaultFlushInterval;
  const droppedSpans = countOf(take(attributes, own.droppedSpans)) ?? 0;
  return {
    serviceName: string(conventions.serviceName),
    release: string(conventions.serviceVersion),
    environment: string(conventions.environment) ?? string("deployment.environment"),
    instance,
    heartbeat: instance === undefined ? undefined : { instance, flushInterval, droppedSpans },
    json: JSON.stringify(Object.fromEntries(attributes)),
  };
}
