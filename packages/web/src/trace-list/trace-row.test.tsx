import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { TraceSummary } from "../types.js";
import type { TraceFilters } from "./filters.js";
import { traceOf } from "./trace-fixture.js";
import { TraceRow } from "./trace-row.js";

async function show(parts: Partial<TraceSummary>, onFilter: (change: TraceFilters) => void = () => undefined) {
  const trace = traceOf("a".repeat(32), { name: "answer", startTime: 1000, ...parts });
  const row = () => (
    <table>
      <tbody>
        <TraceRow trace={trace} index={0} top={0} now={13_000} zone="utc" onFilter={onFilter} />
      </tbody>
    </table>
  );
  const router = createRouter({ routeTree: createRootRoute({ component: row }), history: createMemoryHistory() });
  render(<RouterProvider router={router as never} />);
  await screen.findByText("answer");
  return (column: string) => document.querySelector<HTMLElement>(`td[data-column="${column}"]`)!;
}

afterEach(cleanup);

describe("TraceRow", () => {
  it("leads to its trace", async () => {
    await show({});
    expect(screen.getByRole("link").getAttribute("href")).toBe(`/traces/${"a".repeat(32)}`);
  });

  it("says that a cost is unknown instead of $0", async () => {
    const cell = await show({ generationCount: 2, cost: { usd: null, unknownCalls: 2 } });
    expect(cell("cost").textContent).toBe("—");
    expect(cell("cost").title).toMatch(/unknown/);
  });

  it("marks a sum that leaves calls of unknown cost out", async () => {
    const cell = await show({ generationCount: 2, cost: { usd: 0.5, unknownCalls: 1 } });
    expect(cell("cost").textContent).toBe("$0.5000+");
    expect(cell("cost").title).toBe("$0.5, and 1 call of unknown cost");
  });

  it("counts the time of a trace that still runs", async () => {
    const cell = await show({ status: "pending" });
    expect(cell("duration").textContent).toBe("12.0 s");
  });

  it("shows neither tokens nor a duration that nobody stated", async () => {
    const cell = await show({ status: "lost" });
    expect([cell("tokens").textContent, cell("duration").textContent]).toEqual(["—", "—"]);
  });

  it("narrows the list to a value that is clicked", async () => {
    const changes: TraceFilters[] = [];
    await show({ userId: "ada", tags: ["beta"], models: ["gpt-5-mini", "other"] }, (change) => changes.push(change));
    for (const name of ["ada", "beta", "gpt-5-mini"]) fireEvent.click(screen.getByRole("button", { name }));
    expect(changes).toEqual([{ user: "ada" }, { tag: "beta" }, { model: "gpt-5-mini" }]);
  });

  it("shows one tag whole and counts the others", async () => {
    const cell = await show({ tags: ["plan:plus", "web-chat", "beta"] });
    expect(cell("tags").textContent).toBe("plan:plus+2");
    expect(cell("tags").title).toBe("plan:plus, web-chat, beta");
  });

  it("says how many spans failed inside a trace that ended well", async () => {
    await show({ errorCount: 3 });
    expect(screen.getByText("3 errors")).toBeTruthy();
  });
});
