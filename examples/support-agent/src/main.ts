import { runAgent } from "./demo/agent-process.ts";
import { findWrongNumbers } from "./demo/check.ts";
import { replayedUse, startProviderReplay } from "./demo/replay.ts";
import { type Report, readReport } from "./demo/report.ts";
import { startDemoServer } from "./demo/server.ts";
import { print, printSummary } from "./demo/summary.ts";

// With --once, and where nobody is watching, the demo ends with a status instead of serving on.
const once = process.argv.includes("--once") || Boolean(process.env.CI);

const server = await startDemoServer();
const providers = await startProviderReplay();
introduce();
const failures = await runDemo().catch((error: Error) => [error.message]);
for (const failure of failures) print(`Wrong: ${failure}`, "red");
await providers.replay.close();

if (once) {
  process.exitCode = failures.length === 0 ? 0 : 1;
  await server.close();
} else {
  print("The server runs until you press Ctrl+C.\n", "dim");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
}

function introduce(): void {
  print("");
  print("A support agent on the OpenAI and Anthropic SDKs, traced by one line.", "bold");
  if (server.busyPort) print(`Port ${server.busyPort} is taken, so the server listens on another one.`);
  print(`Watch it run: ${server.url}`);
  const { replayed } = providers;
  if (replayed.length > 0) {
    const keys = replayed.map((name) => `${name.toUpperCase()}_API_KEY`).join(" and ");
    print(`${keys} not set: ${replayed.join(" and ")} are replayed from examples/support-agent/fixtures.`);
  }
  print("");
}

/** Returns what is wrong with the numbers that the server has in the end. */
async function runDemo(): Promise<string[]> {
  const begin = Date.now();
  // Sent more often than usual, so that a reader who watches sees the trace grow.
  await runAgent({ TRACE_FLUSH_INTERVAL: "500", ...providers.environment, TRACE_ENDPOINT: server.url });
  const report: Report = await readReport(server.url, begin);
  printSummary(report);
  print(`The trace: ${server.url}/traces/${report.trace.traceId}`, "bold");
  return findWrongNumbers(report, replayedUse(providers));
}
