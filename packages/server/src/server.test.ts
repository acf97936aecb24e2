import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { call, origin, spanIdOf, text, traceIdOf } from "../test/otlp.js";
import { api, temporaryFolder, testServer } from "../test/server.js";
import * as schema from "./api/schema.js";
import * as service from "./api/schema-service.js";
import type { SpanDetail, TextPiece, TraceDetail } from "./api/types.js";
import { createKeyIn, startServer, type TraceServer } from "./server.js";

const attributes = (values: Record<string, unknown>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: value } : { stringValue: value },
  }));

async function send(server: TraceServer, content: string, more: object = {}): Promise<void> {
  const span = {
    traceId: traceIdOf(),
    spanId: spanIdOf("a"),
    name: "chat",
    startTimeUnixNano: `${origin}000000`,
    endTimeUnixNano: `${origin + 100}000000`,
    attributes: attributes(
      call([text("user", content)], text("assistant", "yes"), { "session.id": "s1", "user.id": "ada" }),
    ),
    ...more,
  };
  const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
  const response = await fetch(`${server.url}/v1/traces`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  expect(response.status).toBe(200);
}

describe("the read API", () => {
  it("answers what its schemas say", async () => {
    const server = await testServer();
    await send(server, "hello");
    await api(server, "/scores", {
      method: "POST",
      body: JSON.stringify({ scores: [{ traceId: traceIdOf(), spanId: spanIdOf("a"), name: "n", value: 1 }] }),
      headers: { "content-type": "application/json" },
    });
    const answers: [string, z.ZodType][] = [
      ["/traces", schema.traceList],
      ["/traces?status=unset&limit=1&hasErrors=false&minCost=0.0001", schema.traceList],
      [`/traces/${traceIdOf()}`, schema.traceDetail],
      [`/traces/${traceIdOf()}/spans/${spanIdOf("a")}`, schema.spanDetail],
      [`/traces/${traceIdOf()}/spans/${spanIdOf("a")}/text?path=name`, schema.textPiece],
      ["/sessions", schema.sessionList],
      ["/sessions/s1", schema.sessionDetail],
      ["/models", schema.modelList],
      ["/users", schema.userList],
      ["/scores", service.scoreList],
      ["/project", service.project],
      ["/config", service.config],
    ];
    for (const [path, answer] of answers) {
      const value = await api<unknown>(server, path);
      expect(answer.parse(value), path).toEqual(value);
      if (value !== null && typeof value === "object" && "items" in value) expect(value.items, path).toHaveLength(1);
    }
  });

  it.each([
    ["/traces/xyz", 400, "traceId"],
    ["/traces?limit=0", 400, "limit"],
    ["/traces?status=fine", 400, "status"],
    [`/traces/${traceIdOf("9")}`, 404, "no such"],
    ["/nothing", 404, "/nothing"],
  ])("answers %s with %i and a reason", async (path, status, reason) => {
    const server = await testServer();
    const response = await fetch(`${server.url}/api/v1${path}`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { code: expect.any(String), message: expect.stringContaining(reason) },
    });
  });

  it("describes itself: every operation with its parameters and its answer", async () => {
    const server = await testServer();
    const document = await api<{
      openapi: string;
      paths: Record<string, Record<string, { parameters?: { name: string }[] }>>;
    }>(server, "/openapi.json");
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toContain("/api/v1/traces/{traceId}/spans/{spanId}");
    expect(document.paths["/api/v1/traces"]!.get!.parameters!.map(({ name }) => name)).toContain("minCost");
    expect(JSON.stringify(document)).toContain("newInThisTurn");
  });

  it("answers a conditional request for the configuration with 304 while nothing has changed", async () => {
    const server = await testServer();
    const first = await fetch(`${server.url}/api/v1/config`);
    const again = await fetch(`${server.url}/api/v1/config`, {
      headers: { "if-none-match": first.headers.get("etag")! },
    });
    expect([first.status, again.status]).toEqual([200, 304]);
  });

  it("sends a message of 15 MB in pieces", async () => {
    const server = await testServer();
    await send(server, "b".repeat(15_000_000));
    const path = `/traces/${traceIdOf()}/spans/${spanIdOf("a")}`;
    const detail = await api<SpanDetail>(server, path);
    expect(JSON.stringify(detail).length).toBeLessThan(200_000);
    const piece = await api<TextPiece>(server, `${path}/text?path=${detail.cut[0]!.path}&offset=14999990`);
    expect(piece).toEqual({ text: "b".repeat(10), offset: 14_999_990, length: 15_000_000 });
    expect(JSON.stringify(await api<TraceDetail>(server, `/traces/${traceIdOf()}`)).length).toBeLessThan(3_000);
  });
});

describe("startServer", () => {
  it("refuses an option that it does not know, such as the command line's name of one", async () => {
    await expect(startServer({ port: 0, data: temporaryFolder() } as object)).rejects.toMatchObject({
      code: "invalid-option",
      message: 'there is no option "data"; startServer takes port, host, dataDir, ui',
    });
  });

  it.each([
    ["POST", "/", "application/json"],
    ["POST", "/traces", "application/x-protobuf"],
    ["POST", "/healthz", "application/json"],
    ["PUT", "/", "text/plain"],
  ])("never takes %s %s for a page: spans sent there are refused, and told where to go", async (method, path, type) => {
    const server = await testServer();
    const response = await fetch(server.url + path, { method, body: "{}", headers: { "content-type": type } });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    expect(await response.text()).toContain("at POST /v1/traces");
  });

  it("answers HEAD like GET, without the page", async () => {
    const server = await testServer();
    const [head, get] = [await fetch(server.url, { method: "HEAD" }), await fetch(server.url)];
    expect(head.status).toBe(get.status);
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
    expect(await head.text()).toBe("");
  });
});

describe("the database", () => {
  it("is there again after a restart, spans still open then pending, not lost", async () => {
    const dataDir = temporaryFolder();
    const first = await startServer({ port: 0, dataDir });
    await send(first, "hello");
    await send(first, "later", {
      spanId: spanIdOf("b"),
      endTimeUnixNano: "0",
      attributes: [{ key: "trace.pending", value: { boolValue: true } }],
    });
    await first.close();
    const second = await testServer({ dataDir });
    expect((await api<TraceDetail>(second, `/traces/${traceIdOf()}`)).trace).toMatchObject({
      spanCount: 2,
      pendingCount: 1,
      lostCount: 0,
    });
    await send(second, "again", { spanId: spanIdOf("c") });
    expect((await api<TraceDetail>(second, `/traces/${traceIdOf()}`)).spans).toHaveLength(3);
  });

  it("has nothing left of a deleted trace in any of its files", async () => {
    const server = await testServer();
    const folder = join(server.database, "..");
    const holds = (word: string) => readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(word));
    await send(server, "a narwhal", {
      name: "walruses",
      attributes: attributes({ "trace.input": '"a narwhal"', "user.id": "nobody-else", "trace.type": "tool" }),
    });
    await send(server, "staying", { traceId: traceIdOf("2") });
    await server.indexed();
    expect([holds("walruses"), holds("nobody-else"), holds("narwhal")]).toEqual([true, true, true]);
    await api(server, `/traces/${traceIdOf()}`, { method: "DELETE" });
    expect([holds("walruses"), holds("nobody-else"), holds("narwhal")]).toEqual([false, false, false]);
  });

  it("lies in a folder that only its owner can read and git ignores", async () => {
    const dataDir = join(temporaryFolder(), "data");
    await testServer({ dataDir });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(dataDir, ".gitignore"), "utf8")).toBe("*\n");
  });

  it("that another server uses is left to it; a key can be made all the same", async () => {
    const dataDir = temporaryFolder();
    const first = await testServer({ dataDir });
    await expect(startServer({ port: 0, dataDir })).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining("another server"),
    });
    expect(await createKeyIn(dataDir)).toMatch(/^tr_/);
    await send(first, "hello");
    expect((await api<TraceDetail>(first, `/traces/${traceIdOf()}`)).spans).toHaveLength(1);
  });

  it("that cannot be opened is named in the error", async () => {
    await expect(startServer({ port: 0, dataDir: "/dev/null/nowhere" })).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining("/dev/null/nowhere"),
    });
  });
});
