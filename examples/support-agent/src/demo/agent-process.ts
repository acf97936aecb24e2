import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../agent.ts", import.meta.url));

/** Runs the agent as a program of its own, the way a user would, and waits for its end. */
export function runAgent(environment: NodeJS.ProcessEnv): Promise<void> {
  const agent = spawn(process.execPath, [program], { env: environment, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    agent.once("error", reject);
    agent.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`the agent ended with ${signal ?? `status ${code}`}`));
    });
  });
}
