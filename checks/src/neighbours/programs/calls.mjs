// Calls both providers through both copies of their SDKs, and a service of its own over node:http.
import { createRequire } from "node:module";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const require = createRequire(import.meta.url);
// OpenTelemetry without a loader of its own sees what is required.
const { get } = require("node:http");
const { WORLD, TRACED } = process.env;
const messages = [{ role: "user", content: "Hi" }];
const results = [];

async function ask(OpenAI, Anthropic, model) {
  const options = { apiKey: "key", baseURL: WORLD, maxRetries: 0 };
  results.push(await new OpenAI(options).chat.completions.create({ model, messages }));
  results.push(await new Anthropic(options).messages.create({ model, messages, max_tokens: 10 }));
  const failing = { model: "fails", messages };
  results.push(
    await new OpenAI(options).chat.completions.create(failing).catch(({ status, message }) => [status, message]),
  );
  await new Promise((resolve) => get(`${WORLD}/service`, (response) => response.resume().on("end", resolve)));
}

await neighbour.inSpan("esm", () => ask(OpenAI, Anthropic, "esm"));
await neighbour.inSpan("cjs", () => ask(require("openai"), require("@anthropic-ai/sdk"), "cjs"));
// Sent before the neighbour is asked, so that requests of ours would be among what it saw.
if (TRACED) await (await import("@trace/core")).flush();
console.log(JSON.stringify({ results, seen: await neighbour.seen() }));
process.exit(0);
