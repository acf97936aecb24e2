import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import type { TraceSummary } from "../types.js";
import type { TraceFilters } from "./filters.js";
import { applyTrace, dropTrace } from "./live-traces.js";
import { traceOf } from "./trace-fixture.js";

interface Page {
  items: TraceSummary[];
  nextCursor?: string;
}

function listWith(pages: Page[], filters: TraceFilters = {}) {
  const client = new QueryClient();
  const key = ["traces", filters];
  client.setQueryData(key, { pages, pageParams: pages.map(() => undefined) });
  const read = () =>
    client.getQueryData<{ pages: Page[] }>(key)!.pages.map((page) => page.items.map((item) => item.traceId));
  return { client, key, read };
}

const at = (traceId: string, startTime: number, parts: Partial<TraceSummary> = {}) =>
  traceOf(traceId, { startTime, ...parts });

describe("applyTrace", () => {
  it("puts a new trace before the older ones", () => {
    const { client, read } = listWith([{ items: [at("b", 20), at("a", 10)] }]);
    applyTrace(client, at("c", 30), 0);
    applyTrace(client, at("ab", 15), 0);
    expect(read()).toEqual([["c", "b", "ab", "a"]]);
  });

  it("replaces a trace in place, on whichever page it is", () => {
    const { client, key, read } = listWith([{ items: [at("b", 20)], nextCursor: "x" }, { items: [at("a", 10)] }]);
    applyTrace(client, at("a", 10, { status: "error" }), 0);
    expect(read()).toEqual([["b"], ["a"]]);
    expect(client.getQueryData<{ pages: Page[] }>(key)!.pages[1]!.items[0]!.status).toBe("error");
  });

  it("leaves a trace that is older than the last page so far to a later page", () => {
    const { client, read } = listWith([{ items: [at("b", 20)], nextCursor: "x" }]);
    applyTrace(client, at("old", 5), 0);
    expect(read()).toEqual([["b"]]);
  });

  it("takes a trace out of a list whose filter it no longer passes", () => {
    const { client, read } = listWith([{ items: [at("a", 10, { status: "pending" })] }], { status: "pending" });
    applyTrace(client, at("a", 10, { status: "ok" }), 0);
    expect(read()).toEqual([[]]);
  });

  it("names the lists where only the server can tell, and leaves the rows alone", () => {
    const { client, key, read } = listWith([{ items: [at("a", 10)] }], { text: "refund" });
    expect(applyTrace(client, at("b", 20), 0)).toEqual([key]);
    expect(read()).toEqual([["a"]]);
    expect(applyTrace(client, at("a", 10, { status: "error" }), 0)).toEqual([]);
  });
});

describe("dropTrace", () => {
  it("takes a deleted trace out of every list", () => {
    const { client, read } = listWith([{ items: [at("b", 20), at("a", 10)] }]);
    dropTrace(client, "b");
    expect(read()).toEqual([["a"]]);
  });
});
