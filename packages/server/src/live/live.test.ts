import { expect, it } from "vitest";
import { origin, spanIdOf, traceIdOf } from "../../test/otlp.js";
import { afterTest, api, testServer } from "../../test/server.js";
import type { LiveEvent } from "../api/types.js";
import type { TraceServer } from "../server.js";

/** Reads a live stream; `next` waits for the next event that the condition accepts. */
async function watch(server: TraceServer, query = "") {
  const abort = new AbortController();
  afterTest(() => abort.abort());
  const response = await fetch(`${server.url}/api/v1/live${query}`, { signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  const events: LiveEvent[] = [];
  const next = async (accept: (event: LiveEvent) => boolean): Promise<LiveEvent> => {
    for (;;) {
      const at = events.findIndex(accept);
      if (at !== -1) return events.splice(0, at + 1).at(-1)!;
      rest += (await reader.read()).value ?? "";
      const blocks = rest.split("\n\n");
      rest = blocks.pop()!;
      for (const block of blocks) {
        const data = block.split("\n").find((line) => line.startsWith("data: "));
        if (data) events.push(JSON.parse(data.slice(6)));
      }
    }
  };
  await next(({ type }) => type === "hello");
  return { next };
}

const attributes = (values: Record<string, string | number | boolean>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value:
      typeof value === "string"
        ? { stringValue: value }
        : typeof value === "number"
          ? { intValue: value }
          : { boolValue: value },
  }));

function send(server: TraceServer, ...spans: object[]): Promise<Response> {
  const resource = { attributes: attributes({ "service.instance.id": "p1", "trace.flush_interval": 300 }) };
  const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
  return fetch(`${server.url}/v1/traces`, { method: "POST", body, headers: { "content-type": "application/json" } });
}

const span = (more: object = {}) => ({
  traceId: traceIdOf(),
  spanId: spanIdOf("a"),
  name: "agent",
  startTimeUnixNano: `${origin}000000`,
  endTimeUnixNano: `${origin + 100}000000`,
  ...more,
});
const open = { endTimeUnixNano: "0", attributes: attributes({ "trace.pending": true, "trace.pending.sequence": 1 }) };

it("tells of a span as it opens, is lost, is heard of again and ends", async () => {
  const server = await testServer();
  const { next } = await watch(server, `?traceId=${traceIdOf()}`);
  const nextStatus = async (status: string) => {
    const event = await next((event) => event.type === "spans" && event.spans.some((span) => span.status === status));
    expect(event).toMatchObject({ traceId: traceIdOf(), spans: [{ spanId: spanIdOf("a"), name: "agent" }] });
  };
  await send(server, span(open));
  await nextStatus("pending");
  await nextStatus("lost");
  await send(server, span({ ...open, attributes: attributes({ "trace.pending": true, "trace.pending.sequence": 2 }) }));
  await nextStatus("pending");
  await send(server, span({ status: { code: 1 } }));
  await nextStatus("ok");
});

it("tells of a trace whose root does not come: pending at first, then no more", async () => {
  const server = await testServer();
  const { next } = await watch(server);
  const nextStatus = (status: string) =>
    next((event) => event.type === "trace" && event.trace.name === "child" && event.trace.status === status);
  await send(server, span({ name: "child", parentSpanId: spanIdOf("root") }));
  await nextStatus("pending");
  await nextStatus("unset");
});

it("tells watchers of the project of new, changed and removed traces and of scores, without spans", async () => {
  const server = await testServer();
  const { next } = await watch(server);
  await send(server, span());
  const seen: string[] = [];
  const event = await next(({ type }) => {
    seen.push(type);
    return type === "trace";
  });
  expect(event).toMatchObject({ trace: { traceId: traceIdOf(), name: "agent", spanCount: 1 } });
  const score = { traceId: traceIdOf(), name: "good", value: true };
  await api(server, "/scores", {
    method: "POST",
    body: JSON.stringify(score),
    headers: { "content-type": "application/json" },
  });
  expect(await next(({ type }) => type === "score")).toMatchObject({
    score: { ...score, dataType: "boolean", source: "api" },
  });
  await api(server, `/traces/${traceIdOf()}`, { method: "DELETE" });
  expect(await next(({ type }) => type === "removed")).toEqual({ type: "removed", traceId: traceIdOf() });
  expect(seen).not.toContain("spans");
});
