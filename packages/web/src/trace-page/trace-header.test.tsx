import { Tooltip } from "@base-ui/react/tooltip";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { traceOf } from "../trace-list/trace-fixture.js";
import type { Score, TraceSummary } from "../types.js";
import { TraceHeader } from "./trace-header.js";

afterEach(cleanup);

async function show(parts: Partial<TraceSummary>, scores: Score[] = []): Promise<string> {
  const trace = traceOf("a".repeat(32), { name: "answer", ...parts });
  const header = () => (
    <Tooltip.Provider>
      <TraceHeader trace={trace} traceId={trace.traceId} scores={scores} now={0} zone="utc" />
    </Tooltip.Provider>
  );
  const router = createRouter({ routeTree: createRootRoute({ component: header }), history: createMemoryHistory() });
  render(<RouterProvider router={router as never} />);
  await screen.findByText("answer");
  return document.querySelector("header")!.textContent!;
}

it("names the service that a trace is from", async () => {
  await show({ serviceName: "support-agent" });
  expect(screen.getByTitle("Service").textContent).toBe("support-agent");
});

it("shows how the trace as a whole was judged", async () => {
  const score = (name: string, value: boolean | number): Score => ({
    id: name,
    name,
    value,
    dataType: typeof value === "boolean" ? "boolean" : "numeric",
    source: "api",
    timestamp: 0,
  });
  const text = await show({}, [score("resolved", true), score("rating", 5)]);
  expect(text).toContain("resolvedyes");
  expect(text).toContain("rating5");
});
