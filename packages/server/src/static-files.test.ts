import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { afterTest, temporaryFolder } from "../test/server.js";
import { serveFile } from "./static-files.js";

async function site(files: Record<string, string>) {
  const folder = join(temporaryFolder(), "web");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "../secret.txt"), "secret");
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const server = createServer((request, response) => serveFile(folder, request.url!, response)).listen(0);
  afterTest(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
}

it("gives hashed files for ever, and the page of every other path anew", async () => {
  const get = await site({ "index.html": "<title>page</title>", "assets/app-1a2b.js": "run()" });
  const asset = await get("/assets/app-1a2b.js");
  expect(asset).toMatchObject({ status: 200, text: "run()" });
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect(asset.headers.get("content-type")).toContain("text/javascript");
  for (const path of ["/", "/traces/abc", "/sessions", "/sessions/ada@example.com"]) {
    const page = await get(path);
    expect(page).toMatchObject({ status: 200, text: "<title>page</title>" });
    expect(page.headers.get("cache-control")).toBe("no-cache");
    const policy = page.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("unsafe");
  }
  expect((await get("/assets/gone-3c4d.js")).status).toBe(404);
  expect((await get("/favicon.ico")).status).toBe(404);
});

it.each(["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00", "/%zz"])(
  "never leaves its folder for %s",
  async (path) => {
    const get = await site({ "index.html": "page" });
    expect((await get(path)).text).not.toContain("secret");
  },
);

it("says what to do when the pages are not built", async () => {
  const get = await site({});
  expect(await get("/")).toMatchObject({ status: 503, text: expect.stringContaining("not built") });
});
