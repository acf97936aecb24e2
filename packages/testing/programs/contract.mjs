// A program for any Node: makes calls of a patched SDK on a local stub, from built packages, and prints which of the
// promises held. Plain JavaScript without dependencies, since test runners do not run everywhere.
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @param {object} subject
 * @param {object} subject.core what the application gets as `@trace/core`
 * @param {() => void} subject.patch
 * @param {() => void} subject.unpatch
 * @param {(options: { baseURL: string, maxRetries: number }) => object} subject.client
 * @param {(client: object, streamed: boolean) => Promise<unknown>} subject.call
 * @param {() => Function} subject.method the function that `patch` replaces
 * @param {object} subject.reply the answer of a call
 * @param {string[]} subject.frames the answer of a streamed call, event by event
 * @param {{ inputTokens: number, outputTokens: number }} subject.usage what the answer says of tokens
 */
export async function runContract(subject) {
  const warnings = [];
  process.on("warning", (warning) => warnings.push(String(warning)));
  const stub = await startStub(subject);
  const memory = subject.core.memoryExporter();
  subject.core.init({ exporters: [memory], logLevel: "silent" });
  const before = subject.method();
  const bare = await observe(subject, stub);
  subject.patch();
  subject.patch();
  const traced = await subject.core.trace("root", () => observe(subject, stub));
  await subject.core.flush();
  subject.unpatch();
  const facts = {
    sees: JSON.stringify(traced) === JSON.stringify(bare),
    restores: subject.method() === before,
    warnsOfNothing: warnings.length === 0,
    ...spanFacts(subject, memory.spans),
  };
  stub.close();
  console.log(JSON.stringify({ node: process.version, facts, bare, traced, warnings }));
  process.exit(0);
}

/** What a program sees of its calls; the same with and without tracing. */
async function observe({ client, call }, stub) {
  const one = client({ baseURL: stub.url, maxRetries: 1 });
  stub.plan("ok");
  const promise = call(one, false);
  const { data, response } = await promise.withResponse();
  const plain = { kind: promise.constructor.name, data, status: response.status, again: (await promise) === data };
  stub.plan("stream");
  const chunks = [];
  for await (const chunk of await call(one, true)) chunks.push(chunk);
  stub.plan("endless");
  for await (const _ of await call(one, true)) break;
  const left = await Promise.race([stub.hungUp().then(() => true), sleep(3_000, false)]);
  stub.plan("busy", "ok");
  const retried = Object.keys(await call(one, false));
  stub.plan("error");
  const error = await call(one, false).catch((error) => ({ kind: error.constructor.name, status: error.status }));
  return { plain, chunks, left, retried, error, unhandled: await countUnhandled(() => void call(one, false)) };
}

function spanFacts({ usage }, spans) {
  const calls = spans.filter(({ type }) => type === "generation");
  const root = spans.find(({ name }) => name === "root");
  const tokens = (span) => JSON.stringify([span?.usage?.inputTokens, span?.usage?.outputTokens]);
  const told = JSON.stringify([usage.inputTokens, usage.outputTokens]);
  const [plain, streamed, left, retried, failed, ignored] = calls;
  return {
    makesOneSpanPerCall: calls.length === 6,
    nests: calls.every(({ parentId }) => parentId === root?.spanId),
    countsTokens: tokens(plain) === told && tokens(streamed) === told,
    recordsTheSameStreamed: JSON.stringify(plain?.output) === JSON.stringify(streamed?.output),
    endsWhatWasLeft: left?.status === "cancelled",
    countsAttempts: retried?.attributes["trace.attempts"] === 2,
    keepsErrors: failed?.status === "error" && failed?.error?.statusCode === 400 && ignored?.status === "error",
  };
}

async function countUnhandled(run) {
  let count = 0;
  const listen = () => count++;
  process.on("unhandledRejection", listen);
  run();
  await sleep(100);
  process.off("unhandledRejection", listen);
  return count;
}

async function startStub({ reply, frames }) {
  let planned = [];
  let hungUp;
  const json = { "content-type": "application/json", "retry-after-ms": "1" };
  const answers = {
    ok: (response) => response.writeHead(200, json).end(JSON.stringify(reply)),
    busy: (response) => response.writeHead(500, json).end("{}"),
    error: (response) => response.writeHead(400, json).end('{"error":{"message":"no"}}'),
    stream: (response) => response.writeHead(200, { "content-type": "text/event-stream" }).end(frames.join("")),
    endless: async (response) => {
      hungUp = once(response, "close");
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const frame of frames.slice(0, 4)) response.write(frame);
    },
  };
  const server = createServer((request, response) => {
    request.resume().on("end", () => answers[planned.length > 1 ? planned.shift() : planned[0]](response));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    plan: (...next) => (planned = next),
    hungUp: () => hungUp,
    close: () => server.closeAllConnections(),
  };
}
