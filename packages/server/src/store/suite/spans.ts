import { describe, expect, it } from "vitest";
import { batchOf, call, origin, spanIdOf, text, traceIdOf } from "../../../test/otlp.js";
import { traceQuery } from "../../api/schema.js";
import { indexAll, list, now, type OpenStore, read, span, trace, wholeTrace, write } from "./access.js";

export function testSpans(open: OpenStore): void {
  describe("spans", () => {
    it("gives back a span as it was written, payload apart", async () => {
      const store = open();
      const attributes = call([text("user", "hello")], text("assistant", "hi"), {
        "trace.parameters": '{"temperature":0.5}',
        "trace.metadata": '{"plan":"pro"}',
        "trace.tags": ["beta"],
        "user.id": "ada",
        "session.id": "s1",
        "gen_ai.system_instructions": '[{"type":"text","content":"be kind"}]',
        "gen_ai.tool.definitions": '[{"type":"function","name":"lookup"}]',
        "trace.time_to_first_token": 0.25,
        "other.attribute": 7,
      });
      const links = [{ traceId: traceIdOf("2"), spanId: spanIdOf("x"), attributes: new Map() }];
      const events = [{ name: "note", time: origin + 3, attributes: new Map([["a", 1]]) }];
      await write(store, [{ id: "a", name: "chat", start: 0, end: 500, status: 1, attributes, links, events }], {
        "service.name": "app",
      });
      const [skeleton] = (await read(store)).spans;
      expect(skeleton).toMatchObject({
        spanId: spanIdOf("a"),
        name: "chat",
        type: "generation",
        status: "ok",
        startTime: origin,
        endTime: origin + 500,
        duration: 500,
        model: "gpt-5-mini",
        usage: { inputTokens: 1000, outputTokens: 100 },
        cost: { usd: 0.00045, source: "price-table", rule: "openai/gpt-5-mini" },
        timeToFirstToken: 250,
        hasInput: true,
        hasOutput: true,
        userId: "ada",
        sessionId: "s1",
        tags: ["beta"],
      });
      expect(skeleton).not.toHaveProperty("inputMessages");
      expect(await span(store, "a")).toMatchObject({
        ...skeleton,
        traceId: trace,
        inputMessages: [text("user", "hello")],
        outputMessages: [text("assistant", "hi")],
        systemInstructions: [{ type: "text", content: "be kind" }],
        toolDefinitions: [{ type: "function", name: "lookup" }],
        parameters: { temperature: 0.5 },
        metadata: { plan: "pro" },
        attributes: { "other.attribute": 7 },
        resource: { "service.name": "app" },
        scope: { name: "test", version: "1" },
        events: [{ name: "note", time: origin + 3, attributes: { a: 1 } }],
        links: [{ traceId: traceIdOf("2"), spanId: spanIdOf("x") }],
        newInThisTurn: 0,
      });
    });

    it("keeps the last complete version of a span, as a whole", async () => {
      const store = open();
      await write(store, [{ id: "a", name: "old", attributes: call([text("user", "aardvark")]) }]);
      await write(store, [{ id: "a", name: "new", attributes: { "trace.output": '"done"' } }]);
      const { spans, trace: summary } = await read(store);
      expect(spans.map(({ name }) => name)).toEqual(["new"]);
      expect(summary).toMatchObject({
        name: "new",
        spanCount: 1,
        generationCount: 0,
        cost: { usd: null, unknownCalls: 0 },
        models: [],
      });
      expect((await span(store, "a")).inputMessages).toBeUndefined();
      await indexAll(store);
      expect(await list(store, { text: "aardvark" })).toEqual([]);
    });

    it("counts a span once that is sent twice, in one commit or in two", async () => {
      const store = open();
      const sketch = { id: "a", attributes: call([text("user", "hello")]) };
      await store.write([batchOf([sketch]), batchOf([sketch])], now);
      await write(store, [sketch]);
      expect((await read(store)).trace).toMatchObject({
        spanCount: 1,
        generationCount: 1,
        usage: { inputTokens: 1000 },
      });
    });

    it("indexes, shows and deletes what is nested without end", async () => {
      const store = open();
      const deep = `${"[".repeat(50_000)}"bottom"${"]".repeat(50_000)}`;
      await write(store, [{ id: "a", attributes: { "trace.input": deep, "trace.output": '"giraffe"' } }]);
      await indexAll(store);
      expect(await list(store, { text: "giraffe" })).toHaveLength(1);
      const detail = await span(store, "a");
      expect(detail.output).toBe("giraffe");
      expect(JSON.stringify(detail.input)).toMatch(/^\[{400,600}"…"\]+$/);
      expect(await store.deleteTrace(1, trace, now)).toMatchObject({ spans: 1 });
    });

    it("pages through the spans of a trace in order of their start", async () => {
      const store = open();
      const ids = Array.from({ length: 25 }, (_, i) => `s${i}`);
      await write(
        store,
        ids.map((id, i) => ({ id, start: (i * 7) % 25 })),
      );
      const starts: number[] = [];
      for (let cursor: string | undefined, first = true; first || cursor; first = false) {
        const page = (await store.trace(1, trace, { limit: 10, cursor }, now))!;
        starts.push(...page.spans.map(({ startTime }) => startTime - origin));
        cursor = page.nextCursor;
      }
      expect(starts).toEqual(ids.map((_, i) => i));
    });

    it("keeps projects apart", async () => {
      const store = open();
      await store.write([batchOf([{ id: "a" }], {}, 1)], now);
      expect(await store.trace(2, trace, wholeTrace, now)).toBeUndefined();
      expect((await store.traces(2, traceQuery.parse({}), now)).items).toEqual([]);
    });
  });
}
