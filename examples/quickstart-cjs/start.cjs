// Runs main.cjs. Without OPENAI_API_KEY it talks to a local replay of one answer.
const { spawn } = require("node:child_process");
const { join } = require("node:path");
const { readExchanges, replayMissingProviders } = require("@trace/testing/replay");

async function start() {
  const exchanges = readExchanges(join(__dirname, "fixtures"));
  const { replay, replayed, environment } = await replayMissingProviders({ exchanges });
  if (replayed.includes("OpenAI")) console.log("OPENAI_API_KEY is not set: the answer is replayed.");

  const program = spawn(process.execPath, [join(__dirname, "main.cjs")], { env: environment, stdio: "inherit" });
  program.once("exit", async (code) => {
    await replay.close();
    process.exitCode = code ?? 1;
  });
}

start();
