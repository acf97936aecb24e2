import { describe, expect, it } from "vitest";
import { call, spanIdOf, text, traceIdOf } from "../../../test/otlp.js";
import { indexAll, list, now, type OpenStore, span, trace, wholeTrace, write } from "./access.js";

export function testRemoval(open: OpenStore): void {
  describe("scores and deletion", () => {
    it("keeps scores by id and gives them back with their span", async () => {
      const store = open();
      const score = { traceId: trace, spanId: spanIdOf("a"), name: "right", source: "api", timestamp: now };
      await write(store, [{ id: "a" }]);
      await store.addScores(1, [
        { ...score, id: "1", value: true, dataType: "boolean" },
        { ...score, id: "2", value: 0.5, dataType: "numeric", timestamp: now + 1, comment: "half" },
        {
          id: "3",
          sessionId: "s",
          name: "tone",
          value: "warm",
          dataType: "categorical",
          source: "api",
          timestamp: now + 2,
        },
      ]);
      await store.addScores(1, [{ ...score, id: "1", value: false, dataType: "boolean" }]);
      expect((await store.scores(1, { limit: 2 })).items.map(({ value }) => value)).toEqual(["warm", 0.5]);
      expect((await store.scores(1, { limit: 10, traceId: trace })).items.map(({ value }) => value)).toEqual([
        0.5,
        false,
      ]);
      expect((await store.scores(1, { limit: 10, session: "s" })).items).toMatchObject([
        { id: "3", dataType: "categorical" },
      ]);
      expect((await span(store, "a")).scores).toMatchObject([{ value: false }, { value: 0.5, comment: "half" }]);
    });

    it("deletes a trace with what only it said, and leaves what others say, too", async () => {
      const store = open();
      const shared = text("user", "pelican");
      await write(store, [{ trace: "1", id: "a", attributes: call([shared, text("user", "ocelot")]) }]);
      await write(store, [{ trace: "2", id: "a", attributes: call([shared]) }]);
      await indexAll(store);
      await store.addScores(1, [
        { id: "1", traceId: traceIdOf("1"), name: "n", value: 1, dataType: "numeric", source: "api", timestamp: now },
      ]);
      const receipt = await store.deleteTrace(1, traceIdOf("1"), now);
      expect(receipt).toEqual({ traces: 1, spans: 1, scores: 1, messages: 1, time: now });
      expect(await store.trace(1, traceIdOf("1"), wholeTrace, now)).toBeUndefined();
      expect(await list(store, { text: "ocelot" })).toEqual([]);
      expect(await list(store, { text: "pelican" })).toHaveLength(1);
      expect((await span(store, "a", traceIdOf("2"))).inputMessages).toEqual([shared]);
      expect((await store.scores(1, { limit: 10 })).items).toEqual([]);
      expect(await store.deleteTrace(1, traceIdOf("1"), now)).toBeUndefined();
      await write(store, [{ trace: "3", id: "a", attributes: call([text("user", "ocelot")]) }]);
      expect((await span(store, "a", traceIdOf("3"))).inputMessages).toEqual([text("user", "ocelot")]);
    });

    it("knows the project of a key by its hash alone", async () => {
      const store = open();
      await store.createKey({ hash: "h1", prefix: "tr_abcde", name: "laptop", project: "shop" }, now);
      expect(await store.projectOfKey("h1")).toMatchObject({ publicId: "shop" });
      expect(await store.projectOfKey("h2")).toBeUndefined();
      expect(await store.keys()).toEqual([{ prefix: "tr_abcde", name: "laptop", project: "shop", created: now }]);
    });
  });
}
