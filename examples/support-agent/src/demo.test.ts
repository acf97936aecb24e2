import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readExchanges } from "@trace/testing/replay";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoProcess, startDemo } from "./demo/demo-process.ts";
import { add, type ModelUse, useOf } from "./demo/usage.ts";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const hasBrowser = existsSync(executablePath);
const folder = fileURLToPath(new URL("../fixtures", import.meta.url));
const models = useOf(readExchanges(folder));
const total = [...models.values()].reduce<ModelUse | undefined>(add, undefined)!;

let demo: DemoProcess;
let traceUrl: string;

beforeAll(async () => {
  demo = startDemo();
  traceUrl = await demo.traceUrl;
});
afterAll(() => demo.stop());

describe("the demo", () => {
  it("prints the tokens and the cost of every model that its responses state", () => {
    for (const [model, { calls, inputTokens, cacheReadTokens, outputTokens, cost }] of models) {
      const counts = [calls, inputTokens, cacheReadTokens, outputTokens].map((count) => count.toLocaleString("en-US"));
      expect(lineOf(model)).toEqual([model, ...counts, `$${cost.toFixed(6)}`]);
    }
    expect(lineOf("total").at(-1)).toBe(`$${total.cost.toFixed(6)}`);
    expect(demo.output()).not.toContain("Wrong:");
  });

  it("says that the answers are replayed, and colours nothing outside a terminal", () => {
    expect(demo.output()).toContain("OPENAI_API_KEY and ANTHROPIC_API_KEY not set: OpenAI and Anthropic are replayed");
    expect(demo.output()).not.toContain("\u001b[");
  });

  it("goes on serving, and beside it --once takes another port, says so, and ends with status 0", async () => {
    const second = startDemo("--once");
    expect(await second.status, second.output()).toBe(0);
    expect(second.output()).toMatch(/Port \d+ is taken/);
    expect(await second.traceUrl).not.toContain(new URL(traceUrl).host);
    expect((await fetch(traceUrl)).status).toBe(200);
  });
});

if (!hasBrowser && !process.env.CI) console.warn(`There is no ${executablePath}: the trace page was not looked at.`);

describe.skipIf(!hasBrowser && !process.env.CI)("the demo's trace in a browser", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(traceUrl);
    await page.getByText("support conversation").first().waitFor();
  });
  afterAll(() => browser?.close());

  it("shows the sum of tokens and cost of all responses", async () => {
    await pointAt("Tokens");
    await page.getByText(total.inputTokens.toLocaleString("en-US"), { exact: true }).waitFor();
    await page.getByText(total.outputTokens.toLocaleString("en-US"), { exact: true }).first().waitFor();
    await pointAt("Cost");
    await page.getByText(`$${total.cost.toLocaleString("en-US", { maximumFractionDigits: 10 })}`).waitFor();
  });

  it("shows how the conversation was judged", async () => {
    await page.getByRole("tab", { name: "Scores" }).click();
    for (const score of ["resolved", "customer-rating"]) {
      // In the trace's header, and in the tab of its root.
      expect(await page.getByText(score, { exact: true }).count(), score).toBe(2);
    }
  });

  it("shows the turns, the specialist and its model calls as a tree", async () => {
    for (const name of ["turn 1", "turn 2", "turn 3", "refund specialist", "chat claude-sonnet-4-6", "find_order"]) {
      expect(await page.getByText(name, { exact: true }).count(), name).toBeGreaterThan(0);
    }
  });

  it("shows a model call as a conversation, with its tool call", async () => {
    await page.getByText("chat claude-sonnet-4-6", { exact: true }).first().click();
    await page.getByText("You decide about refunds for Fjord & Ember").first().waitFor();
    await page.getByText("make_refund").first().waitFor();
  });

  it("opens a span by its address in the middle of the tree, with what it cost below", async () => {
    await page.getByText("turn 3", { exact: true }).first().click();
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    const row = page.getByRole("treeitem", { name: "turn 3", selected: true });
    const panel = page.getByRole("region", { name: "Selected span" });
    await panel.getByText("Cost", { exact: true }).waitFor();
    const [at, tree] = [await row.boundingBox(), await page.getByRole("tree").boundingBox()];
    const offset = (at!.y - tree!.y) / tree!.height;
    expect(offset).toBeGreaterThan(0.3);
    expect(offset).toBeLessThan(0.85);
  });

  /** A fact of the header says all its digits when it is pointed at. */
  function pointAt(label: string): Promise<void> {
    const header = page.locator("header", { has: page.getByRole("heading", { level: 1 }) });
    const fact = header.locator("dl > div", { has: page.locator("dt", { hasText: label }) });
    return fact.locator("dd").hover();
  }
});

/** The cells of a line of the summary. */
function lineOf(name: string): string[] {
  const line = demo
    .output()
    .split("\n")
    .find((candidate) => candidate.trim().startsWith(`${name} `));
  return line?.trim().split(/\s+/) ?? [];
}
