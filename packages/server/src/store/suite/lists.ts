import { describe, expect, it } from "vitest";
import { call, origin, text, traceIdOf } from "../../../test/otlp.js";
import type { TraceQuery } from "../../api/types.js";
import { indexAll, list, now, type OpenStore, write } from "./access.js";

export function testLists(open: OpenStore): void {
  describe("lists", () => {
    it("lists newest first, and every trace once over all pages", async () => {
      const store = open();
      for (let i = 0; i < 12; i++) await write(store, [{ trace: `t${i}`, id: "a", start: i % 6 }]);
      const seen: number[] = [];
      const ids = new Set<string>();
      for (let cursor: string | undefined, first = true; first || cursor; first = false) {
        const page = await store.traces(1, { limit: 5, cursor }, now);
        for (const item of page.items) ids.add(item.traceId);
        seen.push(...page.items.map(({ startTime }) => startTime - origin));
        cursor = page.nextCursor;
      }
      expect(seen).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0]);
      expect(ids.size).toBe(12);
    });

    it.each<[keyof TraceQuery, Partial<TraceQuery>]>([
      ["status", { status: "error" }],
      ["hasErrors", { hasErrors: true }],
      ["type", { type: "tool" }],
      ["model", { model: "claude-sonnet-5" }],
      ["provider", { provider: "anthropic" }],
      ["user", { user: "ada" }],
      ["session", { session: "s1" }],
      ["tag", { tag: "beta" }],
      ["environment", { environment: "staging" }],
      ["service", { service: "app" }],
      ["name", { name: "wanted" }],
      ["from", { from: origin + 500, to: origin + 1500 }],
      ["minCost", { minCost: 0.001 }],
      ["minDuration", { minDuration: 400 }],
      ["text", { text: "zebra" }],
    ])("filters by %s", async (_, query) => {
      const store = open();
      const attributes = call([text("user", "a zebra")], undefined, {
        "gen_ai.provider.name": "anthropic",
        "gen_ai.request.model": "claude-sonnet-5",
        "user.id": "ada",
        "session.id": "s1",
        "trace.tags": ["beta"],
      });
      await write(
        store,
        [
          { trace: "w", id: "a", name: "wanted", start: 1000, end: 1500, status: 2, attributes },
          { trace: "w", id: "b", parent: "a", start: 1001, attributes: { "trace.type": "tool" } },
        ],
        { "service.name": "app", "deployment.environment.name": "staging" },
      );
      await write(store, [{ trace: "o", id: "a", start: 0, attributes: call([text("user", "a horse")]) }]);
      await indexAll(store);
      expect((await list(store, query)).map(({ traceId }) => traceId)).toEqual([traceIdOf("w")]);
      expect(await list(store)).toHaveLength(2);
    });
  });
}
