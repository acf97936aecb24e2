import { describe, expect, it } from "vitest";
import { call, origin, type SpanSketch } from "../../../test/otlp.js";
import { list, now, type OpenStore, read, write } from "./access.js";

export function testSums(open: OpenStore): void {
  describe("sums", () => {
    it("sums tokens and cost of model calls, whichever batch they came in, and names what has no price", async () => {
      const store = open();
      await write(store, [{ id: "b", parent: "a", attributes: call([]) }]);
      await write(store, [
        { id: "a", attributes: { "trace.type": "agent", "gen_ai.usage.input_tokens": 99_999 } },
        {
          id: "c",
          parent: "a",
          status: 2,
          attributes: call([], undefined, { "gen_ai.request.model": "nobody-knows" }),
        },
      ]);
      expect((await read(store)).trace).toMatchObject({
        spanCount: 3,
        generationCount: 2,
        errorCount: 1,
        usage: { inputTokens: 2000, outputTokens: 200 },
        cost: { usd: 0.00045, unknownCalls: 1 },
        models: ["gpt-5-mini", "nobody-knows"],
      });
    });

    // Contract 33
    it.each(permutations(["outer", "step", "tool", "inner"]).flatMap((order) => [[order], order.map((key) => [key])]))(
      "counts a call that wraps another one once, however far below: %j",
      async (...batches) => {
        const store = open();
        const sketches: Record<string, SpanSketch> = {
          outer: { id: "o", parent: "root", attributes: call([]) },
          step: { id: "s", parent: "o" },
          tool: { id: "t", parent: "s", attributes: { "trace.type": "tool" } },
          inner: { id: "i", parent: "t", attributes: call([]) },
        };
        for (const batch of batches)
          await write(
            store,
            batch.map((key) => sketches[key]!),
          );
        expect((await read(store)).trace).toMatchObject({
          spanCount: 4,
          generationCount: 1,
          usage: { inputTokens: 1000 },
          cost: { usd: 0.00045 },
        });
        expect((await store.models(1, {})).items).toMatchObject([{ calls: 1, usage: { inputTokens: 1000 } }]);
      },
    );

    it("counts two calls side by side, also below one agent with usage of its own", async () => {
      const store = open();
      await write(store, [
        { id: "i", parent: "t", attributes: call([]) },
        { id: "t", parent: "a" },
        { id: "j", parent: "a", attributes: call([]) },
        { id: "a", attributes: { "trace.type": "agent", "gen_ai.usage.input_tokens": 2000 } },
      ]);
      expect((await read(store)).trace).toMatchObject({ generationCount: 2, usage: { inputTokens: 2000 } });
    });

    it.each([1e17, Number.POSITIVE_INFINITY, Number.NaN, -5, "many"])(
      "leaves a count of %s tokens out of the sums, and reads on",
      async (count) => {
        const store = open();
        const attributes = call([], undefined, { "gen_ai.usage.input_tokens": count });
        await write(store, [{ id: "a", attributes }], { "service.instance.id": "p", "trace.dropped_spans": count });
        expect((await list(store))[0]).toMatchObject({ generationCount: 1, usage: { outputTokens: 100 } });
        expect((await read(store)).spans[0]!.usage).toEqual({ outputTokens: 100 });
        expect((await store.project(1)).counts.droppedSpans).toBe(0);
      },
    );

    it("takes a span that names itself as its parent for a root, and ends where spans go round in a circle", async () => {
      const store = open();
      await write(store, [
        { id: "a", parent: "a", attributes: call([]), status: 1 },
        { id: "b", parent: "c", attributes: call([]) },
        { id: "c", parent: "b" },
      ]);
      const { trace: summary, spans } = await read(store);
      expect(summary).toMatchObject({ name: "a", status: "ok", spanCount: 3 });
      expect(summary.generationCount).toBeGreaterThan(0);
      expect(spans).toHaveLength(3);
    });

    it("takes name, status, user and previews from the root, even when it comes last", async () => {
      const store = open();
      await write(store, [{ id: "b", parent: "a", name: "child", start: 1, status: 2 }]);
      expect((await read(store)).trace).toMatchObject({ name: "child", status: "pending" });
      await write(store, [
        {
          id: "a",
          name: "root",
          status: 1,
          end: 90,
          attributes: { "user.id": "ada", "trace.input": '{"q":"hi"}', "trace.output": '"  a  long answer "' },
        },
      ]);
      expect((await read(store)).trace).toMatchObject({
        name: "root",
        status: "ok",
        duration: 90,
        userId: "ada",
        errorCount: 1,
        inputPreview: '{"q":"hi"}',
        outputPreview: "a long answer",
      });
    });

    it("groups by session, user and model", async () => {
      const store = open();
      const in_ = (session: string, user: string) => ({ "session.id": session, "user.id": user });
      await write(store, [
        { trace: "1", id: "a", start: 0, attributes: call([], undefined, in_("s1", "ada")) },
        { trace: "2", id: "a", start: 50, attributes: call([], undefined, in_("s1", "ada")) },
        { trace: "3", id: "a", start: 20, attributes: call([], undefined, in_("s2", "bob")) },
      ]);
      const query = { limit: 50 };
      expect((await store.sessions(1, query)).items).toMatchObject([
        {
          sessionId: "s1",
          traceCount: 2,
          users: ["ada"],
          startTime: origin,
          usage: { inputTokens: 2000 },
          cost: { usd: 0.0009 },
        },
        { sessionId: "s2", traceCount: 1 },
      ]);
      const first = await store.sessions(1, { limit: 1 });
      expect((await store.sessions(1, { limit: 1, cursor: first.nextCursor })).items).toMatchObject([
        { sessionId: "s2" },
      ]);
      expect((await store.session(1, "s1", query, now))?.traces.items).toHaveLength(2);
      expect((await store.users(1, query)).items).toMatchObject([
        { userId: "ada", traceCount: 2, sessionCount: 1 },
        { userId: "bob", traceCount: 1 },
      ]);
      expect((await store.models(1, {})).items).toMatchObject([
        { provider: "openai", model: "gpt-5-mini", calls: 3, averageDuration: 10 },
      ]);
    });
  });
}

function permutations<T>(items: T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
