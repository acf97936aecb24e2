import { describe, expect, it } from "vitest";
import type { Options } from "../options.js";
import type { HttpRequest } from "../runtime/http.js";
import { createDelivery } from "./delivery.js";
import type { Batch, Exporter, Outcome } from "./exporter.js";
import { OtlpExporter } from "./otlp.js";
import { decodeOtlp } from "./test-collector.js";
import { keepingLog, record, resolved } from "./test-record.js";
import { TestWorld } from "./test-world.js";

function setUp(answer: (batch: Batch) => Outcome | undefined | Promise<Outcome>, options: Options = {}) {
  const world = new TestWorld();
  const { log, lines } = keepingLog();
  const batches: Batch[] = [];
  const exporter: Exporter = {
    name: "target",
    export(batch) {
      batches.push(batch);
      return answer(batch);
    },
  };
  const pipeline = createDelivery(resolved(options), [exporter], log, () => {}, world);
  return { world, lines, batches, pipeline, sizes: () => batches.map(({ spans }) => spans.length) };
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A pipeline to an OTLP target whose transport is a function. */
function setUpOtlp(reply: (request: HttpRequest, sent: number) => Reply | Error, options: Options = {}) {
  const world = new TestWorld();
  const { log, lines } = keepingLog();
  const requests: HttpRequest[] = [];
  const exporter = new OtlpExporter({ url: "http://127.0.0.1:4318/v1/traces" }, async (request) => {
    requests.push(request);
    const answer = reply(request, requests.length);
    if (answer instanceof Error) throw answer;
    const { status, headers = {}, body = "" } = answer;
    return { status, header: (name) => headers[name], body: new TextEncoder().encode(body) };
  });
  const pipeline = createDelivery(resolved(options), [exporter], log, () => {}, world);
  const spans = () => requests.map(({ body }) => decodeOtlp(body).spans.map(({ name }) => name));
  return { world, lines, requests, pipeline, spans };
}

const ok = () => ({ status: 200 });

describe("a batch", () => {
  it("leaves when flushInterval has passed", async () => {
    const { world, sizes, pipeline } = setUp(() => undefined);
    pipeline.ended(record());
    await world.advance(1999);
    expect(sizes()).toEqual([]);
    await world.advance(1);
    expect(sizes()).toEqual([1]);
  });

  it("leaves at once when it is full", async () => {
    const { world, sizes, pipeline } = setUp(() => undefined, { batchSize: 10 });
    for (let index = 0; index < 25; index++) pipeline.ended(record());
    await world.advance(0);
    expect(sizes()).toEqual([10, 10]);
    await world.advance(2000);
    expect(sizes()).toEqual([10, 10, 5]);
  });

  it("is cut by bytes before it is cut by count", async () => {
    const { world, sizes, pipeline } = setUp(() => undefined);
    for (let index = 0; index < 8; index++) pipeline.ended(record({ input: "word ".repeat(200_000) }));
    await world.advance(2000);
    expect(sizes()).toEqual([4, 4]);
  });

  it("of a burst of 20,000 spans loses none", async () => {
    const { world, pipeline } = setUp(() => undefined);
    for (let index = 0; index < 20_000; index++) pipeline.ended(record());
    const flushed = pipeline.flush();
    for (let turn = 0; turn < 100; turn++) await world.advance(0);
    expect(await flushed).toEqual({ accepted: 20_000, pending: 0, dropped: 0 });
  });

  it("that an exporter throws for is lost and counted, and the next one is sent", async () => {
    let calls = 0;
    const { world, pipeline, lines } = setUp(() => {
      if (calls++ === 0) throw new Error("no");
      return undefined;
    });
    pipeline.ended(record());
    await world.advance(2000);
    pipeline.ended(record());
    expect(await pipeline.flush()).toEqual({ accepted: 1, pending: 0, dropped: 1 });
    expect(lines.join()).toContain("1 spans were lost");
  });
});

// Contract 35
it("keeps a bounded queue while the collector is down for ten minutes, and reports what was dropped when it recovers", async () => {
  let down = true;
  const { world, batches, pipeline, lines } = setUp(
    () => (down ? { retryAfter: 0, message: "nothing answers" } : undefined),
    {
      maxQueueBytes: 5_000_000,
      maxQueueSize: 1_000_000,
    },
  );
  const input = "x ".repeat(500);
  for (let second = 0; second < 600; second++) {
    for (let index = 0; index < 1000; index++) pipeline.ended(record({ input }));
    await world.advance(1000);
  }
  down = false;
  await world.advance(60_000);
  const { accepted, pending, dropped } = await pipeline.flush();
  expect(accepted + dropped).toBe(600_000);
  expect(pending).toBe(0);
  // Each span weighs its text and some 500 bytes.
  expect(accepted).toBeGreaterThan(2000);
  expect(accepted).toBeLessThan(5000);
  const reported = batches
    .map(({ resource }) => resource["trace.dropped_spans"])
    .filter((count) => count !== undefined);
  expect(reported.at(-1)).toBe(dropped);
  expect(lines.filter((line) => line.includes("nothing answers"))).toHaveLength(1);
  expect(lines.filter((line) => line.includes(`${dropped} spans were lost`))).toHaveLength(1);
}, 60_000);

describe("answers of a target", () => {
  // Contract 36
  it.each([429, 502, 503, 504])("%i is retried, and honours Retry-After", async (status) => {
    const { world, requests, pipeline } = setUpOtlp((_request, sent) =>
      sent === 1 ? { status, headers: { "retry-after": "7" } } : ok(),
    );
    pipeline.ended(record());
    await world.advance(2000);
    expect(requests).toHaveLength(1);
    await world.advance(6999);
    expect(requests).toHaveLength(1);
    await world.advance(1);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.body).toEqual(requests[0]?.body);
    expect(await pipeline.flush()).toEqual({ accepted: 1, pending: 0, dropped: 0 });
  });

  // Contract 36
  it("none at all is retried with growing delays, and said once", async () => {
    const { world, requests, pipeline, lines } = setUpOtlp((_request, sent) =>
      sent < 5 ? Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) : ok(),
    );
    pipeline.ended(record());
    const times: number[] = [];
    for (let second = 0; second < 20; second++) {
      await world.advance(1000);
      if (requests.length > times.length) times.push(second + 1);
    }
    expect(times).toEqual([2, 3, 5, 9, 17]);
    expect(
      lines.filter((line) => line.includes("cannot reach http://127.0.0.1:4318/v1/traces (ECONNREFUSED)")),
    ).toHaveLength(1);
    expect((await pipeline.flush()).accepted).toBe(1);
  });

  // Contract 36
  it("413 splits the batch until it fits", async () => {
    const { world, spans, pipeline } = setUpOtlp((request) =>
      decodeOtlp(request.body).spans.length > 2 ? { status: 413 } : ok(),
    );
    for (const name of ["a", "b", "c", "d", "e"]) pipeline.ended(record({ name }));
    await world.advance(2000);
    expect(spans().slice(1)).toEqual([["a", "b"], ["c", "d", "e"], ["c"], ["d", "e"]]);
    expect((await pipeline.flush()).accepted).toBe(5);
  });

  // Contract 36
  it("413 for a single span cuts it, says how much, and never sends it for ever", async () => {
    const { requests, pipeline } = setUpOtlp((request) => (request.body.length > 40_000 ? { status: 413 } : ok()));
    pipeline.ended(record({ input: { text: "long ".repeat(100_000) } }));
    expect(await pipeline.flush()).toEqual({ accepted: 1, pending: 0, dropped: 0 });
    const [span] = decodeOtlp(requests.at(-1)!.body).spans;
    expect(JSON.parse(span!.attributes["trace.input"] as string).text).toMatch(/^long .*characters cut\]$/s);
    expect(span!.attributes["trace.truncated_bytes"]).toBeGreaterThan(450_000);
    const stubborn = setUpOtlp(() => ({ status: 413 }));
    stubborn.pipeline.ended(record({ input: "long ".repeat(100_000) }));
    expect(await stubborn.pipeline.flush()).toEqual({ accepted: 0, pending: 0, dropped: 1 });
    expect(stubborn.requests.length).toBeLessThan(10);
  });

  // Contract 36
  it.each([401, 403])("%i stops sending with one message that says what to do", async (status) => {
    const { world, requests, pipeline, lines } = setUpOtlp(() => ({ status, body: "unknown key" }));
    for (let index = 0; index < 250; index++) pipeline.ended(record());
    await world.advance(60_000);
    pipeline.ended(record());
    await world.advance(60_000);
    expect(requests.length).toBeLessThanOrEqual(4);
    expect(lines.filter((line) => line.includes("TRACE_API_KEY"))).toHaveLength(1);
    expect(await pipeline.flush()).toEqual({ accepted: 0, pending: 0, dropped: 251 });
  });

  it("403 says what the target's status says, from protobuf, too", async () => {
    const body = String.fromCharCode(8, 7, 0x12, 3, 79, 104, 33);
    const headers = { "content-type": "application/x-protobuf" };
    const { pipeline, lines } = setUpOtlp(() => ({ status: 403, headers, body }));
    pipeline.ended(record());
    expect(await pipeline.flush()).toEqual({ accepted: 0, pending: 0, dropped: 1 });
    expect(lines.filter((line) => line.endsWith("a key of the project: Oh!"))).toHaveLength(1);
  });

  it.each([
    ["sk-proj-1", "1", 1],
    ["tr_1", "1", 0],
    ["sk-proj-1", undefined, 0],
  ])("with the key %s, where a Trace server says %s, warns of it %i times", async (apiKey, server, times) => {
    const headers: Record<string, string> = server ? { "x-trace-server": server } : {};
    const { world, pipeline, lines } = setUpOtlp(() => ({ status: 200, headers }), { apiKey });
    for (let second = 0; second < 3; second++) {
      pipeline.started(record());
      await world.advance(5000);
    }
    const warnings = lines.filter((line) => line.includes("which start with tr_"));
    expect(warnings).toHaveLength(times);
    expect(warnings.join()).not.toContain(apiKey);
  });

  it("400 loses the batch, counts it and says why", async () => {
    const { pipeline, lines } = setUpOtlp(() => ({ status: 400, body: "bad data" }));
    pipeline.ended(record());
    expect(await pipeline.flush()).toEqual({ accepted: 0, pending: 0, dropped: 1 });
    expect(lines.join()).toContain("refused spans (400): bad data");
  });

  it("200 with a partial success is counted and not retried", async () => {
    const partial = `${String.fromCharCode(0x0a, 0x07, 0x08, 0x01, 0x12, 0x03)}old`;
    const { requests, pipeline, lines } = setUpOtlp(() => ({ status: 200, body: partial }));
    pipeline.ended(record());
    pipeline.ended(record());
    expect(await pipeline.flush()).toEqual({ accepted: 1, pending: 0, dropped: 1 });
    expect(requests).toHaveLength(1);
    expect(lines.join()).toContain("1 spans: old");
  });
});

// Contract 36
it("cuts one oversized span to what receivers take, with JSON that stays JSON", async () => {
  const { requests, pipeline } = setUpOtlp(ok);
  pipeline.ended(record({ input: { list: Array.from({ length: 300 }, () => "慢 ".repeat(40_000)) }, output: "kept" }));
  await pipeline.flush();
  expect(requests[0]!.body.length).toBeLessThan(13 * 2 ** 20);
  const [span] = decodeOtlp(requests[0]!.body).spans;
  expect(JSON.parse(span!.attributes["trace.input"] as string).list).toHaveLength(300);
  expect(span!.attributes["trace.output"]).toBe('"kept"');
  expect(span!.attributes["trace.truncated_bytes"]).toBeGreaterThan(20_000_000);
});

describe("flush", () => {
  // Contract 38
  it("resolves when everything that ended before it is settled, however long a later span takes", async () => {
    let release: ((outcome: Outcome) => void) | undefined;
    const { world, pipeline } = setUp(() => new Promise((resolve) => (release = resolve)));
    pipeline.ended(record());
    const flushed = pipeline.flush();
    await world.advance(0);
    pipeline.ended(record());
    release?.({});
    expect(await flushed).toEqual({ accepted: 1, pending: 1, dropped: 0 });
  });

  // Contract 38
  it("gives up after timeout and says what is pending", async () => {
    const { world, pipeline } = setUp(() => new Promise(() => {}), { timeout: 5000 });
    pipeline.ended(record());
    let result: unknown;
    void pipeline.flush().then((value) => (result = value));
    await world.advance(4999);
    expect(result).toBeUndefined();
    await world.advance(1);
    expect(result).toEqual({ accepted: 0, pending: 1, dropped: 0 });
  });

  it("makes the next attempt at once instead of waiting for the retry", async () => {
    let down = true;
    const { world, pipeline, batches } = setUp(() => (down ? { retryAfter: 20_000 } : undefined));
    pipeline.ended(record());
    await world.advance(3000);
    down = false;
    expect(await pipeline.flush()).toEqual({ accepted: 1, pending: 0, dropped: 0 });
    expect(batches).toHaveLength(2);
  });

  // Contract 38
  it("is handed to the platform's waitUntil when a root span ends", async () => {
    const kept: Promise<unknown>[] = [];
    const key = Symbol.for("@vercel/request-context");
    const platform = globalThis as { [key: symbol]: unknown };
    platform[key] = { get: () => ({ waitUntil: (work: Promise<unknown>) => kept.push(work) }) };
    try {
      const { pipeline, sizes } = setUp(() => undefined);
      pipeline.ended(record({ parentId: "00f067aa0ba902b7" }));
      expect(kept).toHaveLength(0);
      pipeline.ended(record());
      await Promise.all(kept);
      expect(kept).toHaveLength(1);
      expect(sizes()).toEqual([2]);
    } finally {
      delete platform[key];
    }
  });

  it("after shutdown finds nothing: what ends then is dropped silently", async () => {
    const { pipeline, lines } = setUp(() => undefined);
    pipeline.ended(record());
    expect(await pipeline.shutdown()).toMatchObject({ accepted: 1, pending: 0 });
    pipeline.ended(record());
    expect(lines.filter((line) => !line.includes("sent 1 spans"))).toEqual([]);
  });
});

describe("each exporter", () => {
  it("has its own queue and drop count", async () => {
    const world = new TestWorld();
    const { log } = keepingLog();
    const got = { good: 0, bad: 0 };
    const good: Exporter = { name: "good", export: ({ spans }) => void (got.good += spans.length) };
    const bad: Exporter = { name: "bad", export: ({ spans }) => ({ rejected: (got.bad += spans.length) }) };
    const pipeline = createDelivery(resolved({}), [good, bad], log, () => {}, world);
    pipeline.ended(record());
    expect(await pipeline.flush()).toEqual({ accepted: 0, pending: 0, dropped: 1 });
    expect(got).toEqual({ good: 1, bad: 1 });
  });
});

describe("a Trace server", () => {
  const trace = () => ({ status: 200, headers: { "x-trace-server": "1" } });

  it("is asked for when the first span starts, by an empty request, and not before", async () => {
    const { world, requests, pipeline } = setUpOtlp(trace);
    await world.advance(10_000);
    expect(requests).toHaveLength(0);
    pipeline.started(record({ endTime: 0 }));
    await world.advance(0);
    expect(requests.map(({ body }) => body.length)).toEqual([0]);
  });

  it("gets a span that is open for a flush interval as a snapshot, again only when it changed, and heartbeats", async () => {
    const { world, requests, pipeline } = setUpOtlp(trace);
    const open = record({ name: "agent", startTime: world.now(), endTime: 0, input: { password: "x" } });
    pipeline.started(open);
    await world.advance(6000);
    open.output = "half";
    open.revision++;
    await world.advance(2000);
    const sent = requests.slice(1).map(({ body }) => decodeOtlp(body));
    expect(sent.map(({ spans }) => spans.length)).toEqual([1, 0, 0, 1]);
    expect(sent[0]?.spans[0]).toMatchObject({
      name: "agent",
      endTimeUnixNano: "0",
      attributes: { "trace.pending": true, "trace.pending.sequence": 1, "trace.input": '{"password":"[REDACTED]"}' },
    });
    expect(sent[3]?.spans[0]?.attributes).toMatchObject({ "trace.pending.sequence": 2, "trace.output": '"half"' });
    expect(sent.every(({ resource }) => typeof resource["service.instance.id"] === "string")).toBe(true);
    open.endTime = world.now();
    pipeline.ended(open);
    await world.advance(20_000);
    expect(decodeOtlp(requests.at(-1)!.body).spans[0]?.attributes["trace.pending"]).toBeUndefined();
  });

  it("takes scores as they are; anything else gets the convention's evaluation events", async () => {
    const score = {
      id: "ab".repeat(16),
      traceId: "cd".repeat(16),
      spanId: "ef".repeat(8),
      name: "quality",
      value: 0.5,
      dataType: "numeric",
      comment: "token is sk-proj-a1B2c3D4e5F6g7H8i9",
      source: "api",
      timestamp: 1_700_000_000_000,
    } as const;
    const own = setUpOtlp(trace);
    own.pipeline.score(score);
    await own.pipeline.flush();
    const sent = own.requests.at(-1)!;
    expect(sent.url).toBe("http://127.0.0.1:4318/api/v1/scores");
    expect(JSON.parse(new TextDecoder().decode(sent.body))).toEqual({
      scores: [{ ...score, comment: "token is [REDACTED]" }],
    });

    const other = setUpOtlp(ok);
    other.pipeline.score(score);
    await other.pipeline.flush();
    const [span] = decodeOtlp(other.requests.at(-1)!.body).spans;
    expect(span).toMatchObject({ traceId: score.traceId, parentSpanId: score.spanId, spanId: "ab".repeat(8) });
    expect(span?.events).toMatchObject([
      {
        name: "gen_ai.evaluation.result",
        attributes: { "gen_ai.evaluation.name": "quality", "gen_ai.evaluation.score.value": 0.5 },
      },
    ]);
  });
});

it("sends no snapshots and no heartbeats to any other receiver", async () => {
  const { world, requests, pipeline } = setUpOtlp(ok);
  pipeline.started(record({ endTime: 0 }));
  await world.advance(60_000);
  expect(requests).toHaveLength(1);
});
