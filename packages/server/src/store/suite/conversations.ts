import { describe, expect, it } from "vitest";
import { call, spanIdOf, text, traceIdOf } from "../../../test/otlp.js";
import { now, type OpenStore, span, trace, write } from "./access.js";

export function testConversations(open: OpenStore): void {
  describe("conversations", () => {
    it("says how many messages of a call an earlier call of the session has seen, its answer included", async () => {
      const store = open();
      const session = { "session.id": "s" };
      const first = [text("user", "one")];
      const second = [...first, text("assistant", "1"), text("user", "two")];
      await write(store, [
        {
          trace: "1",
          id: "a",
          start: 0,
          attributes: call(first, { ...text("assistant", "1"), finish_reason: "stop" }, session),
        },
      ]);
      await write(store, [{ trace: "2", id: "b", start: 20, attributes: call(second, undefined, session) }]);
      await write(store, [
        { trace: "3", id: "c", start: 40, attributes: call([text("user", "else")], undefined, session) },
      ]);
      expect((await span(store, "a", traceIdOf("1"))).newInThisTurn).toBe(0);
      expect((await span(store, "b", traceIdOf("2"))).newInThisTurn).toBe(2);
      expect((await span(store, "c", traceIdOf("3"))).newInThisTurn).toBe(0);
    });

    it("cuts long strings and gives them piece by piece", async () => {
      const store = open();
      const long = "x".repeat(5000) + "y".repeat(5000);
      await write(store, [{ id: "a", attributes: { ...call([text("user", long)]), "dotted.key": "z".repeat(200) } }]);
      const ids = { traceId: trace, spanId: spanIdOf("a") };
      const detail = (await store.span(1, ids, { textLimit: 100 }, now))!;
      expect(detail.cut).toEqual([
        { path: "inputMessages.0.parts.0.content", length: 10_000 },
        { path: "attributes.dotted.key", length: 200 },
      ]);
      expect(detail.inputMessages![0]!.parts[0]!.content).toHaveLength(100);
      const query = { path: "inputMessages.0.parts.0.content", offset: 4999, limit: 2 };
      expect(await store.text(1, ids, query, now)).toEqual({ text: "xy", offset: 4999, length: 10_000 });
      expect(
        (await store.text(1, ids, { path: "attributes.dotted.key", offset: 0, limit: 500 }, now))?.text,
      ).toHaveLength(200);
      expect(await store.text(1, ids, { path: "no.such", offset: 0, limit: 1 }, now)).toBeUndefined();
    });

    it("reads messages that are not in the conventions' shape, or no JSON at all", async () => {
      const store = open();
      await write(store, [
        { id: "a", attributes: call([{ role: "user", content: "plain" }, "bare"]) },
        { id: "b", attributes: { ...call([]), "gen_ai.input.messages": "[{broken]" } },
      ]);
      expect((await span(store, "a")).inputMessages).toMatchObject([text("user", "plain"), { role: "user" }]);
      expect(await span(store, "b")).toBeDefined();
    });
  });
}
