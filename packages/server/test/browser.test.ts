import { existsSync } from "node:fs";
import { type Client, createClient } from "@trace/core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TraceServer } from "../src/index.js";
import { afterTest, testServer } from "./server.js";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const skipped = !existsSync(executablePath) && !process.env.CI;
if (skipped) console.warn(`There is no ${executablePath}: the pages were not looked at. CHROMIUM_PATH names another.`);

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe.skipIf(skipped)("the pages in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    const quiet = ["quic", "background-networking", "component-update", "sync", "gpu"].map(
      (name) => `--disable-${name}`,
    );
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--no-first-run", ...quiet] });
  });
  afterAll(() => browser?.close());

  /** A page, and everything that the browser found wrong with it. */
  async function open(url: string): Promise<{ page: Page; faults: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    afterTest(() => page.close());
    const faults: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("response", (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(url);
    return { page, faults };
  }

  it("show a trace in the list and, opened with the keyboard, on its own page, with the right numbers", async () => {
    const server = await testServer();
    const traceId = await answerQuestion(clientOf(server));
    const { page, faults } = await open(server.url);
    const row = rowOf(page, "support agent");
    await row.waitFor();
    expect(await cells(page, "support agent")).toMatchObject({
      model: "gpt-5-mini",
      spans: "4",
      user: "ada",
      session: "s1",
      cost: "$0.00068",
    });
    expect(await row.locator("[data-column=tokens]").getAttribute("title")).toBe("1,500 in, 150 out");
    expect(await row.locator("[data-column=cost]").getAttribute("title")).toContain("$0.000675");
    expect(await row.getAttribute("data-status")).toBe("ok");
    await page.keyboard.press("j");
    await page.locator("[data-row='0'] a:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/traces/${traceId}*`);
    await page.getByRole("heading", { name: "support agent", level: 1 }).waitFor();
    await page.getByText("find_order").first().waitFor();
    expect(await facts(page)).toMatchObject({ Cost: "$0.00068", Spans: "4", Errors: "1", Model: "gpt-5-mini" });
    // The trace's header and the panel of its root agree.
    expect(await page.locator("dd", { hasText: "$0.00068" }).count()).toBe(2);
    await page.locator("dd", { hasText: "$0.00068" }).first().hover();
    await page.getByText("$0.000675").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("first answer", { exact: true }).first().click();
    await page.getByText("Where is my order?").first().waitFor();
    await page.getByText("Let me look.").first().waitFor();
    expect(faults).toEqual([]);
  });

  it("say that there is no such page, or no such trace any more", async () => {
    const server = await testServer();
    const { page } = await open(`${server.url}/tracez`);
    await page.getByText("There is no such page").waitFor();
    await page.goto(`${server.url}/traces/${"9".repeat(32)}`);
    await page.getByText("It may have been deleted").waitFor();
  });

  it("follow a trace while it runs: it appears, is running, grows and ends without a reload", async () => {
    const server = await testServer();
    const client = clientOf(server);
    const { page, faults } = await open(server.url);
    await page.getByText("Waiting for the first trace").waitFor();
    const root = client.startSpan("night shift", { type: "agent", userId: "ada" });
    await rowOf(page, "night shift", "pending").waitFor();
    const detail = await open(`${server.url}/traces/${root.traceId}`);
    await detail.page.getByText("Running").first().waitFor();
    root.span("look around", () => {});
    await detail.page.getByText("look around").first().waitFor();
    root.end({ status: "ok" });
    await rowOf(page, "night shift", "ok").waitFor();
    await detail.page.locator("header [data-status=ok]").first().waitFor();
    expect(await cells(page, "night shift")).toMatchObject({ spans: "2" });
    expect([...faults, ...detail.faults]).toEqual([]);
  });

  it("show a child that came before its root as running, never as ended", async () => {
    const server = await testServer();
    const client = clientOf(server, 300);
    const { page, faults } = await open(server.url);
    await page.getByText("Waiting for the first trace").waitFor();
    await noteStatuses(page);
    const root = client.startSpan("whole job");
    root.span("first step", () => {});
    await client.flush();
    await page.locator("[data-row][data-status=pending]").first().waitFor();
    await rowOf(page, "whole job", "pending").waitFor();
    root.end({ status: "ok" });
    await rowOf(page, "whole job", "ok").waitFor();
    expect(await page.evaluate("statuses")).toEqual(["pending", "ok"]);
    expect(faults).toEqual([]);
  });
});

function clientOf(server: TraceServer, flushInterval = 100): Client {
  const client = createClient({ endpoint: server.url, serviceName: "shop", flushInterval });
  afterTest(() => client.shutdown());
  return client;
}

/** A conversation of two model calls, one of them with a tool that fails. */
async function answerQuestion(client: Client): Promise<string> {
  const call = (name: string, content: string, inputTokens: number, outputTokens: number, output: string) =>
    client.generation(
      name,
      { provider: "openai", model: "gpt-5-mini", input: [{ role: "user", content }] },
      (generation) => {
        generation.usage = { inputTokens, outputTokens };
        generation.output = output;
      },
    );
  const options = { type: "agent", userId: "ada", sessionId: "s1", tags: ["beta"] } as const;
  const traceId = client.trace("support agent", options, (root) => {
    call("first answer", "Where is my order?", 1000, 100, "Let me look.");
    try {
      client.span("find_order", { type: "tool" }, () => {
        throw new RangeError("no such order");
      });
    } catch {}
    call("second answer", "And now?", 500, 50, "There is none.");
    root.output = "There is none.";
    return root.traceId;
  });
  expect(await client.flush()).toMatchObject({ pending: 0, dropped: 0 });
  return traceId;
}

const rowOf = (page: Page, name: string, status?: string) =>
  page.locator(`[data-row]${status === undefined ? "" : `[data-status=${status}]`}`, {
    has: page.getByRole("link", { name, exact: true }),
  });

/** The texts of a row by their columns. */
async function cells(page: Page, name: string): Promise<Record<string, string>> {
  const found = await rowOf(page, name).locator("[data-column]").all();
  const pairs = found.map(async (cell) => [await cell.getAttribute("data-column"), await cell.textContent()]);
  return Object.fromEntries(await Promise.all(pairs));
}

/** What the head of a trace's page says. */
async function facts(page: Page): Promise<Record<string, string>> {
  const found = await page.locator("header dl > div").all();
  const pairs = found.map(async (fact) => [
    await fact.locator("dt").textContent(),
    await fact.locator("dd").textContent(),
  ]);
  return Object.fromEntries(await Promise.all(pairs));
}

/** Keeps every status that a row of the list has from now on, in `statuses` of the page. */
async function noteStatuses(page: Page): Promise<void> {
  await page.evaluate(`
    globalThis.statuses = [];
    new MutationObserver(() => {
      const status = document.querySelector("[data-row]")?.dataset.status;
      if (status && status !== statuses.at(-1)) statuses.push(status);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  `);
}
