import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterTest } from "./server.js";

const loader = join(import.meta.dirname, "from-source.mjs");
const cli = join(import.meta.dirname, "../src/cli.ts");

/** The `trace` command in a process of its own, from the sources. */
export interface Command {
  process: ChildProcess;
  /** Everything it has printed, on both streams. */
  output: () => string;
  /** Resolves with the match when the output has it, or rejects when the process ends without. */
  prints: (pattern: RegExp) => Promise<RegExpExecArray>;
  exited: Promise<number | null>;
}

export function runTrace(...args: string[]): Command {
  const child = spawn(process.execPath, ["--import", loader, cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  afterTest(() => child.kill("SIGKILL"));
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  child.stderr.on("data", (chunk) => {
    text += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.on("close", resolve));
  const prints = async (pattern: RegExp) => {
    for (;;) {
      const match = pattern.exec(text);
      if (match) return match;
      const more = new Promise((resolve) => child.stdout.once("data", resolve));
      if ((await Promise.race([more, exited.then(() => "over")])) !== "over") continue;
      const last = pattern.exec(text);
      if (last) return last;
      throw new Error(`ended without printing ${pattern}: ${text}`);
    }
  };
  return { process: child, output: () => text, prints, exited };
}
