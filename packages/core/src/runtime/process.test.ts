import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Collector } from "../export/test-collector.js";

// Programs run on the built package, as they do in an application.
const packageRoot = join(import.meta.dirname, "../..");
const built = existsSync(join(packageRoot, "dist/index.js"));

interface Ended {
  code: number | null;
  signal: string | null;
  output: string;
  milliseconds: number;
}

let collector: Collector;
beforeEach(async () => {
  collector = await Collector.start();
});
afterEach(() => collector.stop());

function start(program: string, endpoint = collector.url, ...args: string[]): ChildProcess {
  const code = `import { init, span, startSpan, flush, event } from "@trace/core";\n${program}`;
  return spawn(process.execPath, [...args, "--input-type=module", "-e", code], {
    cwd: packageRoot,
    env: { PATH: process.env.PATH, TRACE_ENDPOINT: endpoint },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function ended(child: ChildProcess): Promise<Ended> {
  const began = Date.now();
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal, output, milliseconds: Date.now() - began })),
  );
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve) => child.stdout?.on("data", (chunk) => String(chunk).includes(word) && resolve()));
}

const three = `init(); for (const name of ["a", "b", "c"]) span(name, () => {});`;
const names = () => collector.spans.map(({ name }) => name).sort();

describe.skipIf(!built)("the end of a process loses no ended span", () => {
  // Contract 37
  it("when nothing is left to do, without being held up by timers", async () => {
    const { code, milliseconds, output } = await ended(start(three));
    expect(output).toBe("");
    expect({ code, names: names() }).toEqual({ code: 0, names: ["a", "b", "c"] });
    expect(milliseconds).toBeLessThan(2000);
  });

  // Contract 37
  it("on process.exit(), whose code is kept", async () => {
    const { code } = await ended(start(`${three} process.exit(7);`));
    expect({ code, names: names() }).toEqual({ code: 7, names: ["a", "b", "c"] });
  });

  // Contract 37
  it("on an uncaught exception, which ends the process as it does natively", async () => {
    const { code, output } = await ended(start(`${three} setTimeout(() => { throw new Error("boom"); }, 5);`));
    expect({ code, names: names() }).toEqual({ code: 1, names: ["a", "b", "c"] });
    expect(output).toContain("Error: boom");
  });

  it("on an uncaught exception in the first moment, on the console too", async () => {
    const { output } = await ended(
      start(`const { consoleExporter } = await import("@trace/core"); init({ exporters: [consoleExporter()] });
        span("a", () => {}); throw new Error("boom");`),
    );
    expect(output).toMatch(/^a \(span\) \d+ ms/m);
    expect(output).not.toContain("lost");
  });

  // Contract 37
  it.each(["SIGTERM", "SIGINT"] as const)("on %s, by which the process still dies", async (signal) => {
    const child = start(`${three} console.log("ready"); setInterval(() => {}, 1000);`);
    await said(child, "ready");
    child.kill(signal);
    expect(await ended(child)).toMatchObject({ code: null, signal });
    expect(names()).toEqual(["a", "b", "c"]);
  });

  // Contract 37
  it("on a signal that the application handles itself, in its own way", async () => {
    const child = start(`
      process.on("SIGTERM", () => { console.log("bye"); process.exit(3); });
      ${three} console.log("ready"); setInterval(() => {}, 1000);`);
    await said(child, "ready");
    child.kill("SIGTERM");
    const { code, output } = await ended(child);
    expect({ code, names: names() }).toEqual({ code: 3, names: ["a", "b", "c"] });
    expect(output).toContain("bye");
  });

  it("and of a signal only the listeners of the application see anything once the queue is empty", async () => {
    const { output } = await ended(
      start(`
      const count = () => process.listenerCount("SIGINT") + process.listenerCount("exit") + process.listenerCount("beforeExit");
      console.log(count()); init(); console.log(count()); span("a", () => {}); console.log(count()); await flush(); console.log(count());`),
    );
    expect(output.trim().split("\n")).toEqual(["0", "0", "3", "0"]);
  });

  it("with a request on its way", async () => {
    collector.answer = () => ({ delay: 300 });
    const { code } = await ended(start(`${three} void flush(); setTimeout(() => process.exit(0), 50);`));
    expect(code).toBe(0);
    expect([...new Set(names())]).toEqual(["a", "b", "c"]);
  });

  // Contract 37
  it("within two seconds, even when the collector never answers", async () => {
    collector.answer = () => ({ delay: Number.POSITIVE_INFINITY });
    const { code, milliseconds, output } = await ended(start(`${three}`));
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(3000);
    expect(output).toContain("3 spans were lost at the end of the process");
  });

  // Contract 37
  it("in a forked child, which owns its queue", async () => {
    const folder = mkdtempSync(join(tmpdir(), "trace-fork-"));
    const entry = pathToFileURL(join(packageRoot, "dist/index.js")).href;
    writeFileSync(join(folder, "child.mjs"), `import { init, span } from "${entry}"; init(); span("child", () => {});`);
    const child = start(`
      import { fork } from "node:child_process";
      init();
      span("parent", () => {});
      fork(${JSON.stringify(join(folder, "child.mjs"))}, { execArgv: [] }).on("exit", () => process.exit(0));`);
    await ended(child);
    rmSync(folder, { recursive: true });
    expect(names()).toEqual(["child", "parent"]);
    const instances = new Set(collector.requests.map(({ resource }) => resource["service.instance.id"]));
    expect(instances.size).toBeGreaterThanOrEqual(2);
  });
});

describe.skipIf(!built)("the disk spool", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "trace-spool-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const spooling = () => `init({ spool: ${JSON.stringify(folder)}, flushInterval: 50, logLevel: "silent" });`;
  const files = () => readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(".spans"));

  // Contract 35
  it("brings what a killed process had ended, when the next one starts", async () => {
    const nowhere = "http://127.0.0.1:9";
    const child = start(
      `${spooling()} for (let n = 0; n < 1000; n++) span("s" + n, s => { s.input = { password: "hunter2" }; });
       setTimeout(() => console.log("ready"), 1000); setInterval(() => {}, 1000);`,
      nowhere,
    );
    await said(child, "ready");
    child.kill("SIGKILL");
    await ended(child);
    expect(files()).toHaveLength(10);

    await ended(start(`${spooling()} span("next", () => {});`));
    expect(new Set(names()).size).toBe(1001);
    expect(JSON.stringify(collector.spans)).not.toContain("hunter2");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps what the end of a process could not send", async () => {
    await ended(start(`${spooling()} span("a", () => {}); process.exit(0);`, "http://127.0.0.1:9"));
    expect(files()).toHaveLength(1);
    await ended(start(`${spooling()} span("b", () => {}); await flush();`));
    expect(names()).toEqual(["a", "b"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves the folder of a living process alone", async () => {
    const child = start(
      `${spooling()} span("mine", () => {}); setTimeout(() => console.log("ready"), 300); setInterval(() => {}, 1000);`,
      "http://127.0.0.1:9",
    );
    await said(child, "ready");
    await ended(start(`${spooling()} span("other", () => {}); await flush();`));
    expect(names()).toEqual(["other"]);
    child.kill("SIGKILL");
  });

  it("is left empty when everything was acknowledged", async () => {
    await ended(start(`${spooling()} span("a", () => {}); await flush();`));
    expect(names()).toEqual(["a"]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
