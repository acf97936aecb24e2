import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { Collector } from "../export/test-collector.js";
import * as browser from "./browser.js";
import * as browserExport from "./browser-export.js";
import * as edge from "./edge.js";
import * as node from "./node.js";
import * as nodeExport from "./node-export.js";

/** Every file that a runtime reaches by static imports. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, "utf8");
  for (const [, type, from] of source.matchAll(/^(?:import|export)( type)? [^;]*?from "([^"]+)"/gms)) {
    if (type) continue;
    if (!from!.startsWith(".")) seen.add(from!);
    else reached(join(file, "..", from!.replace(/\.js$/, ".ts")), seen);
  }
  return seen;
}

describe.each([
  ["edge.ts", edge, node],
  ["browser.ts", browser, node],
  ["browser-export.ts", browserExport, nodeExport],
])("%s", (name, own, nodes) => {
  it("imports nothing from Node", () => {
    const files = [...reached(join(import.meta.dirname, name))];
    expect(files.filter((file) => !file.endsWith(".ts"))).toEqual([]);
    expect(files.filter((file) => /\/node[-.]/.test(file))).toEqual([]);
  });

  it("offers what Node's offers", () => {
    expect(Object.keys(own).sort()).toEqual(Object.keys(nodes).sort());
  });
});

describe("a context store", () => {
  it.each([
    ["browser", browser],
    ["edge", edge],
    ["node", node],
  ])("of %s gives the value inside, and what was there before outside, whatever throws", (_name, runtime) => {
    const store = runtime.createContextStore<string>();
    store.run(
      "a",
      (suffix) => {
        expect(() =>
          store.run("b", () => {
            expect(store.get()).toBe("b");
            throw new Error(suffix);
          }),
        ).toThrow("x");
        expect(store.get()).toBe("a");
      },
      "x",
    );
    expect(store.get()).toBeUndefined();
  });

  it("of edge follows await where the platform has AsyncLocalStorage", async () => {
    const store = edge.createContextStore<string>();
    await store.run("a", async () => {
      await Promise.resolve();
      expect(store.get()).toBe("a");
    });
  });
});

describe("a transport", () => {
  let collector: Collector | undefined;
  afterEach(() => collector?.stop());

  it.each([
    ["fetch", browserExport],
    ["node:http", nodeExport],
  ])("on %s posts bytes and reads status, headers and body", async (_name, { createTransport }) => {
    collector = await Collector.start();
    collector.answer = () => ({ status: 202, headers: { "x-trace-server": "1" }, body: "fine" });
    const body = Uint8Array.of(1, 2, 3);
    const response = await createTransport()({
      url: `${collector.url}/v1/traces`,
      headers: { "x-a": "b" },
      body,
      timeout: 5000,
    });
    expect(response.status).toBe(202);
    expect(response.header("x-trace-server")).toBe("1");
    expect(response.header("x-none")).toBeUndefined();
    expect(new TextDecoder().decode(response.body)).toBe("fine");
    expect(collector.received[0]).toMatchObject({
      path: "/v1/traces",
      headers: { "x-a": "b" },
      body: Buffer.from(body),
    });
  });

  it.each([
    ["fetch", browserExport],
    ["node:http", nodeExport],
  ])("on %s rejects when nothing answers in time", async (_name, { createTransport }) => {
    collector = await Collector.start();
    collector.answer = () => ({ delay: Number.POSITIVE_INFINITY });
    const request = { url: collector.url, headers: {}, body: new Uint8Array(), timeout: 50 };
    await expect(createTransport()(request)).rejects.toThrow();
  });
});

describe("compression", () => {
  const body = new TextEncoder().encode("the same words ".repeat(1000)) as Uint8Array<ArrayBuffer>;

  it.each([
    ["browser", browserExport],
    ["node", nodeExport],
  ])("of %s is gzip where the target takes it, and nothing where it takes neither", async (_name, { compress }) => {
    const compressed = await compress(body, "deflate, gzip");
    expect(compressed?.encoding).toBe("gzip");
    expect(gunzipSync(compressed!.body)).toEqual(Buffer.from(body));
    expect(await compress(body, "br")).toBeUndefined();
  });

  it("of node is zstd where both sides have it", async () => {
    const zlib = process.getBuiltinModule("node:zlib");
    const able = "zstdDecompressSync" in zlib;
    const compressed = await nodeExport.compress(body, "zstd, gzip");
    expect(compressed?.encoding).toBe(able ? "zstd" : "gzip");
    if (able) expect(zlib.zstdDecompressSync(compressed!.body)).toEqual(Buffer.from(body));
  });
});
