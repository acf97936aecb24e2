import { describe, expect, it } from "vitest";
import { batchOf, call, origin, type SpanSketch, spanIdOf, text, traceIdOf } from "../../test/otlp.js";
import { spanDetailQuery, traceDetailQuery, traceQuery } from "../api/schema.js";
import type { TraceQuery } from "../api/types.js";
import type { Store } from "./store.js";

const now = origin + 60_000;
const trace = traceIdOf();
const wholeTrace = traceDetailQuery.parse({});
const wholeSpan = spanDetailQuery.parse({});

/** What every implementation of `Store` promises. `open` gives an empty store. */
export function testStore(name: string, open: () => Store): void {
  const write = (store: Store, sketches: SpanSketch[], resource?: Record<string, unknown>, at = now) =>
    store.write([batchOf(sketches, resource)], at);
  const list = async (store: Store, query: Partial<TraceQuery> = {}, at = now) =>
    (await store.traces(1, { ...traceQuery.parse({}), ...query }, at)).items;
  const read = async (store: Store, at = now) => (await store.trace(1, trace, wholeTrace, at))!;
  const span = async (store: Store, id: string, of = trace, at = now) =>
    (await store.span(1, { traceId: of, spanId: spanIdOf(id) }, wholeSpan, at))!;

  describe(`${name}: spans`, () => {
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
      while ((await store.index(100)) > 0);
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

  describe(`${name}: sums`, () => {
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
    it.each([
      ["the inner call first", [["inner"], ["outer"]]],
      ["the outer call first", [["outer"], ["inner"]]],
      ["both at once", [["outer", "inner"]]],
    ])("counts a call that wraps another one once: %s", async (_, batches) => {
      const store = open();
      const sketches: Record<string, SpanSketch> = {
        outer: { id: "o", parent: "root", attributes: call([]) },
        inner: { id: "i", parent: "o", attributes: call([]) },
      };
      for (const batch of batches)
        await write(
          store,
          batch.map((key) => sketches[key]!),
        );
      expect((await read(store)).trace).toMatchObject({
        generationCount: 1,
        usage: { inputTokens: 1000 },
        cost: { usd: 0.00045 },
      });
    });

    it("takes name, status, user and previews from the root, even when it comes last", async () => {
      const store = open();
      await write(store, [{ id: "b", parent: "a", name: "child", start: 1, status: 2 }]);
      expect((await read(store)).trace).toMatchObject({ name: "child", status: "unset" });
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

  describe(`${name}: lists`, () => {
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
      while ((await store.index(100)) > 0);
      expect((await list(store, query)).map(({ traceId }) => traceId)).toEqual([traceIdOf("w")]);
      expect(await list(store)).toHaveLength(2);
    });
  });

  describe(`${name}: open spans`, () => {
    const process = { "service.instance.id": "p1", "trace.flush_interval": 1000 };
    const open_ = (sequence: number, more: Record<string, unknown> = {}): SpanSketch => ({
      id: "a",
      name: "agent",
      end: 0,
      attributes: { "trace.pending": true, "trace.pending.sequence": sequence, "trace.type": "agent", ...more },
    });

    it("shows an open span as pending, and complete once its end has come", async () => {
      const store = open();
      await write(store, [open_(1, { "trace.input": '"hi"', "user.id": "ada" })], process);
      const { trace: summary, spans } = await read(store);
      expect(summary).toMatchObject({ name: "agent", status: "pending", pendingCount: 1, spanCount: 1, userId: "ada" });
      expect(summary.endTime).toBeUndefined();
      expect(spans).toMatchObject([{ status: "pending", name: "agent" }]);
      expect(await span(store, "a")).toMatchObject({ status: "pending", input: "hi" });
      expect(await list(store, { status: "pending" })).toHaveLength(1);
      await write(store, [{ id: "a", name: "agent", status: 1, end: 100 }], process);
      expect((await read(store)).trace).toMatchObject({ status: "ok", pendingCount: 0, spanCount: 1, duration: 100 });
      expect((await read(store)).spans).toMatchObject([{ status: "ok" }]);
      expect(await list(store, { status: "pending" })).toEqual([]);
    });

    it("believes the highest sequence, and any complete span over any snapshot", async () => {
      const store = open();
      await write(store, [open_(2, { "trace.input": '"two"' })], process);
      await write(store, [open_(1, { "trace.input": '"one"' })], process);
      expect(await span(store, "a")).toMatchObject({ input: "two" });
      await write(store, [{ id: "a", status: 1, end: 100 }], process);
      await write(store, [open_(3)], process);
      expect((await read(store)).spans).toMatchObject([{ status: "ok" }]);
      expect((await read(store)).trace).toMatchObject({ pendingCount: 0 });
    });

    it("shows an open span as lost after three missed heartbeats, with all it had said, and takes that back", async () => {
      const store = open();
      await write(store, [open_(1, { "trace.input": '"hi"' })], process, now);
      expect((await read(store, now + 3000)).trace.status).toBe("pending");
      const later = now + 3001;
      expect((await read(store, later)).trace).toMatchObject({ status: "lost", pendingCount: 0, lostCount: 1 });
      expect(await span(store, "a", trace, later)).toMatchObject({ status: "lost", input: "hi" });
      expect(await list(store, { status: "lost" }, later)).toHaveLength(1);
      expect(await list(store, { status: "pending" }, later)).toEqual([]);
      expect(await store.newlyLost(later)).toEqual([{ project: 1, traceId: trace, spanIds: [spanIdOf("a")] }]);
      expect(await store.newlyLost(later)).toEqual([]);
      await store.write([batchOf([], process)], later);
      expect((await read(store, later)).trace).toMatchObject({ status: "pending", lostCount: 0 });
      await write(store, [{ id: "a", status: 1, end: 100 }], process, later);
      expect((await read(store, later + 60_000)).trace).toMatchObject({ status: "ok", lostCount: 0 });
    });

    it("never bills a snapshot", async () => {
      const store = open();
      await write(store, [{ ...open_(1), attributes: { ...call([]), "trace.pending": true } }], process);
      expect((await read(store)).trace).toMatchObject({
        generationCount: 0,
        usage: {},
        cost: { usd: null, unknownCalls: 0 },
      });
    });

    it("adds up the spans that processes report as dropped", async () => {
      const store = open();
      await store.write(
        [batchOf([], { ...process, "trace.dropped_spans": 3 }), batchOf([], { ...process, "trace.dropped_spans": 4 })],
        now,
      );
      expect((await store.project(1)).counts.droppedSpans).toBe(7);
    });
  });

  describe(`${name}: conversations`, () => {
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

  describe(`${name}: search`, () => {
    const search = async (documents: string[], query: string) => {
      const store = open();
      await write(
        store,
        documents.map((content, i) => ({
          trace: `d${i}`,
          id: "a",
          start: i,
          attributes: call([text("user", content)]),
        })),
      );
      while ((await store.index(100)) > 0);
      const found = await list(store, { text: query });
      return found.map(({ startTime }) => startTime - origin).sort();
    };

    it.each([
      ["any case", "REFUND", [0]],
      ["the beginning of the last word", "ref", [0]],
      ["not the beginning of another word", "ref parcel", []],
      ["all words, in any order", "order refund", [0]],
      ["letters without their accents", "cafe", [1]],
      ["letters with accents that were written without", "réfund", [0]],
      ["two ideographs", "返金", [2]],
      ["a run of ideographs only where it stands together", "金返", []],
      ["an Arabic word without its article", "مدرسة", [3]],
      ["an Arabic word without its vowels", "المدرسة", [3]],
      ["words that were written as one, only where they stand together", "order-8812", [0]],
      ["and not where they do not", "refund-8812", []],
      ["nothing for what was not written", "giraffe", []],
      ["nothing for a query without words", "?!", []],
    ])("finds %s", async (_, query, expected) => {
      const documents = [
        "A refund for order 8812, parcel lost",
        "Un café crème",
        "私の返金はどこですか",
        "ذهبتُ إلى الـمَدْرَسَة",
        "other",
      ];
      expect(await search(documents, query)).toEqual(expected);
    });

    it("finds names, inputs, outputs and messages of all traces that share one", async () => {
      const store = open();
      const shared = [text("user", "walrus")];
      await write(store, [
        {
          trace: "1",
          id: "a",
          name: "Otter",
          attributes: { "trace.input": '{"q":"lynx"}', "trace.output": '"heron"' },
        },
        { trace: "1", id: "b", parent: "a", attributes: call(shared) },
        { trace: "2", id: "b", attributes: call(shared) },
      ]);
      while ((await store.index(1)) > 0);
      for (const word of ["otter", "lynx", "heron"]) expect(await list(store, { text: word })).toHaveLength(1);
      expect(await list(store, { text: "walrus" })).toHaveLength(2);
    });
  });

  describe(`${name}: scores and deletion`, () => {
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
      while ((await store.index(100)) > 0);
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
