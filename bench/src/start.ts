import { execFileSync } from "node:child_process";
import { median } from "./compare.ts";
import type { Row } from "./table.ts";

const program = `
  const before = performance.now();
  const { patchOpenAI } = await import("@trace/openai");
  const { init } = await import("@trace/core");
  init();
  const loaded = performance.now() - before;
  const { default: OpenAI } = await import("openai");
  const patching = performance.now();
  patchOpenAI({ sdk: OpenAI });
  console.log(loaded + performance.now() - patching);
`;

/** Loading core and one provider, and patching, in fresh processes. */
export async function benchStart(): Promise<Row[]> {
  const times = Array.from({ length: 15 }, () => Number(run()));
  return [{ what: "cold start of core and one provider", measured: median(times), unit: "ms", bar: 15 }];
}

function run(): string {
  const args = ["--input-type=module", "--eval", program];
  return execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: "utf8" });
}
