import { batchOf, origin, type SpanSketch, spanIdOf, traceIdOf } from "../../../test/otlp.js";
import { spanDetailQuery, traceDetailQuery, traceQuery } from "../../api/schema.js";
import type { TraceQuery } from "../../api/types.js";
import type { Store } from "../store.js";

/** Gives an empty store. */
export type OpenStore = () => Store;

/** The moment at which the suites write and read, unless they say otherwise. */
export const now = origin + 60_000;
export const trace = traceIdOf();
export const wholeTrace = traceDetailQuery.parse({});
const wholeSpan = spanDetailQuery.parse({});

export function write(store: Store, sketches: SpanSketch[], resource?: Record<string, unknown>, at = now) {
  return store.write([batchOf(sketches, resource)], at);
}

export async function list(store: Store, query: Partial<TraceQuery> = {}, at = now) {
  return (await store.traces(1, { ...traceQuery.parse({}), ...query }, at)).items;
}

export async function read(store: Store, at = now) {
  return (await store.trace(1, trace, wholeTrace, at))!;
}

export async function span(store: Store, id: string, of = trace, at = now) {
  return (await store.span(1, { traceId: of, spanId: spanIdOf(id) }, wholeSpan, at))!;
}

/** Puts everything that was written into the text index. */
export async function indexAll(store: Store): Promise<void> {
  while ((await store.index(100)) > 0);
}
