import { request } from "node:http";
import { createClient } from "@trace/core";
import { describe, expect, it } from "vitest";
import { api, temporaryFolder, testServer } from "../test/server.js";
import type { TraceList } from "./api/types.js";
import { createKeyIn, type TraceServer } from "./server.js";

/** A request with headers that fetch would not send. */
function ask(server: TraceServer, path: string, headers: Record<string, string>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = new URL(server.url);
    const outgoing = request({ host: "127.0.0.1", port: url.port, path, method, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode!));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

describe("a server on a local address", () => {
  it("needs no key", async () => {
    const server = await testServer();
    expect(await api<TraceList>(server, "/traces")).toEqual({ items: [] });
  });

  it.each([
    ["another name", { host: "evil.example:4318" }, 403],
    ["localhost", { host: "localhost:4318" }, 200],
    ["its IPv6 address", { host: "[::1]:4318" }, 200],
    ["a foreign page", { origin: "https://evil.example" }, 403],
    ["a page without an origin of its own", { origin: "null" }, 403],
    ["a page of another local server", { origin: "http://localhost:3000" }, 200],
  ])("answers requests for %s with the right status", async (_, headers, status) => {
    const server = await testServer();
    expect(await ask(server, "/api/v1/traces", headers as unknown as Record<string, string>)).toBe(status);
    expect(
      await ask(
        server,
        "/v1/traces",
        { "content-type": "application/json", ...headers } as Record<string, string>,
        "POST",
      ),
    ).toBe(status);
  });

  it("lets pages of other local servers send spans, and foreign ones not even ask", async () => {
    const server = await testServer();
    const preflight = (origin: string) =>
      ask(server, "/v1/traces", { origin, "access-control-request-method": "POST" }, "OPTIONS");
    expect(await preflight("http://localhost:3000")).toBe(204);
    expect(await preflight("https://evil.example")).toBe(403);
  });
});

describe("a server that other machines can reach", () => {
  it("refuses to start without a key", async () => {
    await expect(testServer({ host: "0.0.0.0" })).rejects.toMatchObject({
      code: "keys-required",
      message: expect.stringContaining("trace keys create"),
    });
  });

  it("answers only those who have a key, each in its own project", async () => {
    const dataDir = temporaryFolder();
    const key = await createKeyIn(dataDir, "laptop", "shop");
    expect(key).toMatch(/^tr_[0-9A-Za-z]{32}$/);
    const server = await testServer({ host: "0.0.0.0", dataDir });
    const other = await server.createKey("other", "elsewhere");
    const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
    expect(await ask(server, "/api/v1/traces", {})).toBe(401);
    expect(await ask(server, "/api/v1/traces", bearer("tr_wrong"))).toBe(401);
    expect(await ask(server, "/v1/traces", { "content-type": "application/json" }, "POST")).toBe(401);
    expect(await ask(server, "/healthz", {})).toBe(200);
    expect(
      await ask(server, "/api/v1/traces", { authorization: `Basic ${Buffer.from(`me:${key}`).toString("base64")}` }),
    ).toBe(200);
    expect(await ask(server, "/api/v1/traces", { ...bearer(key), origin: "https://evil.example" })).toBe(403);
    const url = `http://127.0.0.1:${server.port}`;
    const span = {
      traceId: "a".repeat(32),
      spanId: "b".repeat(16),
      name: "s",
      startTimeUnixNano: "1795222800000000000",
      endTimeUnixNano: "1795222800000000001",
    };
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    const sent = await fetch(`${url}/v1/traces`, {
      method: "POST",
      body,
      headers: { ...bearer(key), "content-type": "application/json" },
    });
    expect(sent.status).toBe(200);
    const list = async (key: string) =>
      (await (await fetch(`${url}/api/v1/traces`, { headers: bearer(key) })).json()) as TraceList;
    expect((await list(key)).items).toHaveLength(1);
    expect((await list(other)).items).toHaveLength(0);
  });
});

describe("a client that names its project", () => {
  const ofShop = async () => {
    const server = await testServer();
    return { server, key: await server.createKey("laptop", "shop"), other: await server.createKey("other", "café/2") };
  };
  const post = (server: TraceServer, path: string, key: string | undefined, project: string) =>
    fetch(server.url + path, {
      method: "POST",
      body: "{}",
      headers: {
        "content-type": "application/json",
        "x-trace-project": project,
        ...(key && { authorization: `Bearer ${key}` }),
      },
    });

  it("is taken with a key of that project, or where none is needed", async () => {
    const { server, key, other } = await ofShop();
    expect((await post(server, "/v1/traces", key, "shop")).status).toBe(200);
    expect((await post(server, "/v1/traces", other, encodeURIComponent("café/2"))).status).toBe(200);
    expect((await post(server, "/v1/traces", undefined, "shop")).status).toBe(200);
  });

  it("is refused with a key of another project, which is named", async () => {
    const { server, key } = await ofShop();
    const message = 'the key belongs to project "shop", not to "blog"';
    const spans = await post(server, "/v1/traces", key, "blog");
    expect(spans.status).toBe(403);
    expect(await spans.json()).toEqual({ code: 7, message });
    const scores = await post(server, "/api/v1/scores", key, "%FF");
    expect(scores.status).toBe(403);
    expect(await scores.json()).toMatchObject({ error: { code: "wrong-project" } });
  });

  it("stops sending and says which project its key belongs to", async () => {
    const { server, key } = await ofShop();
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    const client = createClient({
      endpoint: server.url,
      apiKey: key,
      projectId: "blog",
      logger: { debug: log, info: log, warn: log, error: log },
    });
    client.span("work", () => {});
    expect(await client.shutdown()).toMatchObject({ accepted: 0, dropped: 1 });
    expect(lines.filter((line) => line.includes('belongs to project "shop", not to "blog"'))).toHaveLength(1);
  });
});
