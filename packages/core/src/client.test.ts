import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { initFromEnvironment } from "./client.js";
import {
  createClient,
  currentSpan,
  event,
  flush,
  generation,
  getClient,
  init,
  memoryExporter,
  observe,
  score,
  shutdown,
  span,
  startSpan,
  trace,
  withContext,
} from "./index.js";
import { state } from "./state.js";

const memory = memoryExporter();
const lines: string[] = [];
const log = (line: string) => void lines.push(line);
const logger = { debug: log, info: log, warn: log, error: log };
const named = (name: string) => memory.spans.find((candidate) => candidate.name === name);

beforeEach(() => {
  state().client = undefined;
  state().reported.clear();
  init({ exporters: [memory], logger });
});
afterEach(() => {
  memory.clear();
  lines.length = 0;
});

describe("spans", () => {
  it("nest across await, timers and callbacks", async () => {
    await trace("root", async (root) => {
      await delay(1);
      await span("child", async (child) => {
        expect(child.record.parentId).toBe(root.spanId);
        await new Promise<void>((resolve) => {
          setTimeout(() => {
            span("timer", (timer) => expect(timer.record.parentId).toBe(child.spanId));
            resolve();
          }, 1);
        });
      });
      expect(currentSpan()).toBe(root);
    });
    expect(memory.spans.map(({ name }) => name)).toEqual(["timer", "child", "root"]);
  });

  it("keep concurrent work apart", async () => {
    await trace("root", async () => {
      await Promise.all(["a", "b"].map((name) => span(name, () => delay(2).then(() => span(`${name}1`, () => {})))));
    });
    expect(named("a1")?.parentId).toBe(named("a")?.spanId);
    expect(named("b1")?.parentId).toBe(named("b")?.spanId);
  });

  it("return what the function returns, and rethrow the very error", async () => {
    const error = new RangeError("no");
    expect(span("value", () => 7)).toBe(7);
    expect(() =>
      span("throws", () => {
        throw error;
      }),
    ).toThrow(error);
    await expect(span("rejects", () => Promise.reject(error))).rejects.toBe(error);
    expect(named("value")?.status).toBe("ok");
    expect(named("throws")).toMatchObject({
      status: "error",
      level: "ERROR",
      error: { type: "RangeError", message: "no" },
    });
    expect(named("rejects")?.status).toBe("error");
  });

  it("of a trace within a trace begin a new root, linked to the enclosing span", () => {
    const ids = trace("outer", (outer) => trace("inner", (inner) => ({ outer: outer.traceId, inner: inner.traceId })));
    expect(ids.inner).not.toBe(ids.outer);
    expect(named("inner")?.parentId).toBeUndefined();
    expect(named("inner")?.links).toEqual([{ traceId: ids.outer, spanId: named("outer")?.spanId }]);
  });

  it("carry what was said of them", () => {
    trace("root", { userId: "u", sessionId: "s", tags: { plan: "pro" }, metadata: { a: 1 } }, (root) => {
      root.generation("call", { model: "gpt-x", parameters: { temperature: 0 } }, (call) => {
        call.input = [{ role: "user", content: "hi" }];
        call.usage = { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } };
        call.cost = 0.25;
        call.setOutput("hello");
        call.level = "warning";
        call.event("chunk", { n: 1 });
      });
    });
    expect(named("call")).toMatchObject({
      type: "generation",
      level: "WARNING",
      status: "ok",
      cost: 0.25,
      usage: { inputTokens: 10, outputTokens: 5, cacheReadTokens: 4 },
      attributes: { "user.id": "u", "session.id": "s", "gen_ai.request.model": "gpt-x" },
    });
    expect(named("chunk")).toMatchObject({ type: "event", parentId: named("call")?.spanId });
    expect(named("chunk")?.endTime).toBe(named("chunk")?.startTime);
    expect(named("root")?.attributes["trace.tags"]).toEqual(["plan:pro"]);
  });

  it("end once, and ignore what is said afterwards", () => {
    const manual = startSpan("manual");
    manual.end({ status: "ok" });
    manual.end({ error: new Error("late") });
    manual.output = "late";
    expect(memory.spans).toHaveLength(1);
    expect(named("manual")).toMatchObject({ status: "ok", output: undefined });
  });

  it("take other words for their status, keep them, and report one that is none", () => {
    startSpan("fail").end({ status: "Fail" });
    startSpan("open").end({ status: "Indeterminate" });
    startSpan("odd").end({ status: "great" as never });
    expect(named("fail")).toMatchObject({ status: "error", attributes: { "trace.status.label": "Fail" } });
    expect(named("open")).toMatchObject({ status: "unset", attributes: { "trace.status.label": "Indeterminate" } });
    expect(named("odd")?.status).toBe("unset");
    expect(lines.join("\n")).toMatch(/status must be unset, ok, error or cancelled, got "great"/);
  });

  it("end at the end of a using block", () => {
    {
      using manual = startSpan("using");
      manual.input = 1;
    }
    expect(named("using")?.input).toBe(1);
  });

  it("pass their prompt on to the generations below", () => {
    trace("root", (root) => {
      root.prompt = { name: "greet", version: 3 };
      generation("call", () => {});
    });
    expect(named("call")?.attributes).toMatchObject({ "gen_ai.prompt.name": "greet" });
  });

  it("keep a free category as the caller wrote it", () => {
    span("a", { type: "llm" }, () => {});
    span("b", { type: "Billing" }, () => {});
    expect(named("a")).toMatchObject({ type: "generation" });
    expect(named("b")).toMatchObject({ type: "span", attributes: { "trace.category": "Billing" } });
  });

  it("report a wrong value and stay what they were", () => {
    span("a", (a) => {
      a.level = "loud" as never;
      a.cost = Number.NaN;
    });
    expect(named("a")).toMatchObject({ level: "DEFAULT", status: "ok" });
    expect(lines.join("\n")).toMatch(/level must be DEBUG, DEFAULT, WARNING or ERROR, got "loud"/);
    expect(lines.join("\n")).toMatch(/cost must be USD/);
  });
});

describe("withContext", () => {
  it("merges downwards: tags and metadata add up, the rest replaces", () => {
    withContext({ userId: "a", tags: ["x"], metadata: { k: 1 } }, () =>
      withContext({ userId: "b", tags: ["y"], metadata: { l: 2 } }, () => span("s", () => {})),
    );
    expect(named("s")?.attributes).toMatchObject({
      "user.id": "b",
      "trace.tags": ["x", "y"],
      "trace.metadata": JSON.stringify({ k: 1, l: 2 }),
    });
  });
});

describe("observe", () => {
  it("records arguments and result, and keeps this, name and length", async () => {
    const object = {
      factor: 2,
      times: observe(async function times(this: { factor: number }, value: number) {
        return value * this.factor;
      }),
    };
    expect(object.times.name).toBe("times");
    expect(object.times.length).toBe(1);
    expect(await object.times(21)).toBe(42);
    expect(named("times")).toMatchObject({ input: [21], output: 42 });
  });

  it("records a single plain object as itself, and nothing when told so", () => {
    observe((query: { text: string }) => query.text, { name: "single" })({ text: "a" });
    observe((secret: string) => secret, { name: "quiet", captureInput: false, captureOutput: false })("x");
    expect(named("single")?.input).toEqual({ text: "a" });
    expect(named("quiet")).toMatchObject({ input: undefined, output: undefined });
  });

  it("follows a generator and an async generator to their end, with their context between yields", async () => {
    const numbers = observe(function* numbers() {
      yield 1;
      span("inside", () => {});
      yield 2;
    });
    const slow = observe(async function* slow() {
      yield "a";
      await delay(1);
      span("between", () => {});
      yield "b";
    });
    expect([...numbers()]).toEqual([1, 2]);
    const seen: string[] = [];
    for await (const item of slow()) seen.push(item);
    expect(seen).toEqual(["a", "b"]);
    expect(named("numbers")).toMatchObject({ output: [1, 2], status: "ok" });
    expect(named("inside")?.parentId).toBe(named("numbers")?.spanId);
    expect(named("between")?.parentId).toBe(named("slow")?.spanId);
  });

  it("ends a generator's span as cancelled when the caller leaves it", () => {
    const numbers = observe(function* numbers() {
      yield 1;
      yield 2;
    });
    for (const _ of numbers()) break;
    expect(named("numbers")).toMatchObject({ status: "cancelled", output: [1] });
  });

  it("works as the older kind of decorator", () => {
    const method = { value: (n: number) => n + 1, writable: true, configurable: true };
    const decorated = observe({ type: "tool" })({}, "add", method);
    expect(decorated.value(1)).toBe(2);
    expect(named("add")).toMatchObject({ type: "tool", output: 2 });
  });
});

describe("score", () => {
  it("judges the current trace, a span, or an id given", async () => {
    const id = trace("root", (root) => {
      score({ name: "helpful", value: true });
      root.score({ name: "tone", value: "kind", comment: "warm" });
      return root.traceId;
    });
    score({ traceId: "a".repeat(32), name: "late", value: 0, dataType: "boolean" });
    await flush();
    expect(memory.scores).toMatchObject([
      { name: "helpful", value: true, dataType: "boolean", traceId: id },
      { name: "tone", value: "kind", dataType: "categorical", traceId: id, spanId: named("root")?.spanId },
      { name: "late", value: false, dataType: "boolean" },
    ]);
  });

  it.each([
    [{ name: "", value: 1 }, /a score needs a name/],
    [{ name: "x", value: Number.NaN }, /needs a finite number/],
    [{ name: "x", value: "high", dataType: "numeric" as const }, /said to be numeric, but its value is "high"/],
  ])("says what is wrong with %o and records nothing", (input, message) => {
    score({ traceId: "a".repeat(32), ...input });
    expect(lines.join("\n")).toMatch(message);
    expect(memory.scores).toHaveLength(0);
  });
});

describe("clients", () => {
  it("cost nothing and change nothing before init", async () => {
    state().client = undefined;
    expect(getClient()).toBeUndefined();
    expect(trace("a", (a) => a.span("b", () => a.traceId))).toBe("0".repeat(32));
    expect(await observe(async () => 1)()).toBe(1);
    event("e");
    score({ name: "s", value: 1 });
    expect(await flush()).toEqual({ accepted: 0, pending: 0, dropped: 0 });
  });

  it("record nothing when switched off", () => {
    init({ exporters: [memory], enabled: false, logger });
    expect(trace("a", () => 1)).toBe(1);
    expect(memory.spans).toHaveLength(0);
  });

  it("replace their options on a second init, say so, and lose nothing", async () => {
    const open = startSpan("open");
    const second = memoryExporter();
    init({ exporters: [second], logger });
    expect(lines.join("\n")).toContain("init was called again");
    open.end();
    span("new", () => {});
    expect(memory.spans.map(({ name }) => name)).toEqual(["open"]);
    expect(second.spans.map(({ name }) => name)).toEqual(["new"]);
  });

  it("take over silently from a client that was made from the environment", () => {
    state().client = undefined;
    initFromEnvironment();
    init({ exporters: [memory], logger });
    expect(lines).toEqual([]);
    expect(getClient()?.implicit).toBe(false);
  });

  it("stay apart: an independent client's spans, and those below them, go to its own exporter", () => {
    const own = memoryExporter();
    const client = createClient({ exporters: [own], logger });
    client.trace("tenant", () => span("below", () => {}));
    span("default", () => {});
    expect(own.spans.map(({ name }) => name)).toEqual(["below", "tenant"]);
    expect(memory.spans.map(({ name }) => name)).toEqual(["default"]);
  });

  it("are silent after shutdown", async () => {
    await shutdown();
    expect(span("late", () => 1)).toBe(1);
    score({ traceId: "a".repeat(32), name: "late", value: 1 });
    expect(memory.spans).toHaveLength(0);
    expect(memory.scores).toHaveLength(0);
  });

  it("keep a trace whole or not at all, decided by its id alone", () => {
    init({ exporters: [memory], sampleRate: 0.5, logger });
    for (let count = 0; count < 400; count++) trace("root", () => span("child", () => {}));
    const roots = memory.spans.filter(({ name }) => name === "root");
    expect(memory.spans).toHaveLength(2 * roots.length);
    expect(roots.length).toBeGreaterThan(120);
    expect(roots.length).toBeLessThan(280);
    expect(roots.every(({ traceId }) => Number.parseInt(traceId.slice(-13), 16) < 2 ** 51)).toBe(true);
  });
});
