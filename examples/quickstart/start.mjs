// Runs main.mjs. Without OPENAI_API_KEY it talks to a local replay of one answer.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readExchanges, replayMissingProviders } from "@trace/testing/replay";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const { replay, replayed, environment } = await replayMissingProviders({ exchanges: readExchanges(here("fixtures")) });
if (replayed.includes("OpenAI")) console.log("OPENAI_API_KEY is not set: the answer is replayed.");

const program = spawn(process.execPath, [here("main.mjs")], { env: environment, stdio: "inherit" });
program.once("exit", async (code) => {
  await replay.close();
  process.exitCode = code ?? 1;
});
