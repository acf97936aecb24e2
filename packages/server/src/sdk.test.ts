import { createClient } from "@trace/core";
import { describe, expect, it } from "vitest";
import { afterTest, api, testServer } from "../test/server.js";
import type { ScoreList, SpanDetail, TraceDetail, TraceList } from "./api/types.js";
import type { TraceServer } from "./server.js";

function clientOf(server: TraceServer, flushInterval = 2000) {
  const client = createClient({
    endpoint: server.url,
    flushInterval,
    serviceName: "shop",
    environment: "test",
    release: "1.2",
  });
  afterTest(() => client.shutdown());
  return client;
}

const until = async <T>(read: () => Promise<T>, accept: (value: T) => boolean): Promise<T> => {
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe("what the SDK sends", () => {
  it("is read back with nothing lost and nothing left over", async () => {
    const server = await testServer();
    const client = clientOf(server);
    const ids = await client.trace(
      "agent",
      { type: "agent", userId: "ada", sessionId: "s1", tags: ["beta"], input: { q: "hi" } },
      async (root) => {
        const spanId = client.generation(
          "chat",
          { provider: "openai", model: "gpt-5-mini", input: [{ role: "user", content: "hi" }] },
          (call) => {
            call.parameters = { temperature: 0.5 };
            call.usage = { inputTokens: 1000, outputTokens: 100, cacheReadTokens: 400 };
            call.output = "hello";
            call.metadata = { plan: "pro" };
            return call.spanId;
          },
        );
        try {
          client.span("lookup", { type: "tool", input: { id: 1 } }, () => {
            throw new RangeError("no such order");
          });
        } catch {}
        root.output = "done";
        root.score({ name: "helpful", value: true, comment: "very" });
        return { traceId: root.traceId, spanId };
      },
    );
    expect(await client.flush()).toMatchObject({ pending: 0, dropped: 0 });
    const { trace, spans } = await api<TraceDetail>(server, `/traces/${ids.traceId}`);
    expect(trace).toMatchObject({
      name: "agent",
      type: "agent",
      spanCount: 3,
      errorCount: 1,
      generationCount: 1,
      userId: "ada",
      sessionId: "s1",
      tags: ["beta"],
      environment: "test",
      release: "1.2",
      serviceName: "shop",
      inputPreview: '{"q":"hi"}',
      outputPreview: "done",
    });
    expect(trace.cost.usd).toBeCloseTo((600 * 0.25 + 400 * 0.025 + 100 * 2) / 1e6, 10);
    const tool = spans.find(({ type }) => type === "tool");
    expect(tool).toMatchObject({
      status: "error",
      level: "ERROR",
      toolName: "lookup",
      error: { type: "RangeError", message: "no such order" },
    });
    const call = await api<SpanDetail>(server, `/traces/${ids.traceId}/spans/${ids.spanId}`);
    expect(call).toMatchObject({
      usage: { inputTokens: 1000, outputTokens: 100, cacheReadTokens: 400 },
      inputMessages: [{ role: "user", parts: [{ type: "text", content: "hi" }] }],
      outputMessages: [{ role: "assistant", parts: [{ type: "text", content: "hello" }] }],
      parameters: { temperature: 0.5 },
      metadata: { plan: "pro" },
      attributes: {},
      events: [],
    });
    expect((await api<SpanDetail>(server, `/traces/${ids.traceId}/spans/${tool!.spanId}`)).errorStack).toContain(
      "RangeError",
    );
    expect((await api<ScoreList>(server, `/scores?traceId=${ids.traceId}`)).items).toMatchObject([
      { name: "helpful", value: true, comment: "very" },
    ]);
  });

  it("while a span is open shows it as pending, then complete", async () => {
    const server = await testServer();
    const client = clientOf(server, 50);
    const span = client.startSpan("slow", { type: "agent", input: "hi" });
    const list = () => api<TraceList>(server, "/traces");
    const pending = await until(list, ({ items }) => items.length > 0);
    expect(pending.items).toMatchObject([{ name: "slow", status: "pending", pendingCount: 1, traceId: span.traceId }]);
    span.end({ status: "ok" });
    await client.flush();
    expect((await list()).items).toMatchObject([{ name: "slow", status: "ok", pendingCount: 0, spanCount: 1 }]);
  });
});
