import { afterEach, describe, expect, it } from "vitest";
import { extract, init, inject, memoryExporter, span, startSpan, trace, withContext } from "./index.js";
import { state } from "./state.js";

const memory = memoryExporter();
afterEach(() => {
  memory.clear();
  state().client = undefined;
});

describe("propagation", () => {
  it("continues a trace in another process, with its user and session", async () => {
    init({ exporters: [memory] });
    const headers = await trace("caller", async (caller) =>
      withContext({ userId: "u 1", sessionId: "s,1", tags: ["beta"] }, () => ({ sent: inject(), caller })),
    );
    await withContext(extract(headers.sent), async () => span("callee", () => {}));
    const callee = memory.spans.find((candidate) => candidate.name === "callee");
    expect(callee).toMatchObject({ traceId: headers.caller.traceId, parentId: headers.caller.spanId });
    expect(callee?.attributes).toMatchObject({ "user.id": "u 1", "session.id": "s,1", "trace.tags": ["beta"] });
  });

  it("keeps baggage that is there", () => {
    init({ exporters: [memory] });
    withContext({ userId: "u" }, () => {
      expect(inject({ baggage: "a=1" })).toEqual({ baggage: "a=1,user.id=u" });
    });
  });

  it("passes the sampling decision on, and follows that of a parent", () => {
    init({ exporters: [memory], sampleRate: 0 });
    const unsampled = startSpan("a");
    expect(inject({}, unsampled.context).traceparent).toMatch(/-00$/);
    const parent = { traceId: "a".repeat(32), spanId: "b".repeat(16), sampled: true };
    withContext({ parent }, () => span("kept", () => {}));
    expect(memory.spans.map(({ name }) => name)).toEqual(["kept"]);
  });

  it.each([
    ["all-zero trace id", `00-${"0".repeat(32)}-${"b".repeat(16)}-01`],
    ["all-zero span id", `00-${"a".repeat(32)}-${"0".repeat(16)}-01`],
    ["version ff", `ff-${"a".repeat(32)}-${"b".repeat(16)}-01`],
    ["upper case", `00-${"A".repeat(32)}-${"b".repeat(16)}-01`],
    ["a fifth field in version 00", `00-${"a".repeat(32)}-${"b".repeat(16)}-01-x`],
    ["nonsense", "nonsense"],
  ])("starts a new trace after a traceparent with %s", (_, traceparent) => {
    expect(extract({ traceparent })).toEqual({});
  });

  it("reads later versions by their first four fields, and headers of any shape", () => {
    const traceparent = `01-${"a".repeat(32)}-${"b".repeat(16)}-01-more`;
    const parent = { traceId: "a".repeat(32), spanId: "b".repeat(16), sampled: true };
    expect(extract({ Traceparent: traceparent })).toEqual({ parent });
    expect(extract(new Headers({ traceparent }))).toEqual({ parent });
    expect(extract({ traceparent: [traceparent] })).toEqual({ parent });
  });
});
