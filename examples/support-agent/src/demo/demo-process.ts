import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../main.ts", import.meta.url));

/** The demo as a program, for tests. */
export interface DemoProcess {
  /** Everything it has printed so far. */
  output(): string;
  /** Resolves to the address of the trace when the demo prints it. */
  readonly traceUrl: Promise<string>;
  /** Resolves to the exit status. */
  readonly status: Promise<number | null>;
  stop(): void;
}

/** Starts the demo without any key, so that all of it is replayed. */
export function startDemo(...options: string[]): DemoProcess {
  const { CI, OPENAI_API_KEY, ANTHROPIC_API_KEY, ...environment } = process.env;
  const child = spawn(process.execPath, [program, ...options], { env: environment });
  let output = "";
  const traceUrl = new Promise<string>((resolve, reject) => {
    const take = (piece: Buffer) => {
      output += piece;
      const url = output.match(/The trace: (\S+)/)?.[1];
      if (url) resolve(url);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("exit", () => reject(new Error(`the demo ended without a trace:\n${output}`)));
  });
  traceUrl.catch(() => {});
  return { output: () => output, traceUrl, status: exitOf(child), stop: () => child.kill() };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}
