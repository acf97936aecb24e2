import type { ExitWatch, LastRequest, LastWords } from "./exit.js";
import { postAndWait } from "./node-last-post.js";

/** Milliseconds that the end of the process may be held up. */
const PATIENCE = 2000;
const signals = ["SIGTERM", "SIGINT"] as const;

const speakers = new Set<LastWords>();
let listening = false;
/** When `beforeExit` began to wait; 0 before. */
let leavingSince = 0;

/** Sees to it that `words` are said when the process ends. Listeners exist only while someone is armed. */
export function watchExit(words: LastWords): ExitWatch {
  return {
    arm() {
      speakers.add(words);
      if (!listening) listen();
    },
    disarm() {
      speakers.delete(words);
      if (speakers.size === 0 && listening) unlisten();
    },
  };
}

function listen(): void {
  listening = true;
  process.on("beforeExit", beforeExit);
  process.on("exit", exit);
  // First in line, so that those who look whether they are alone with the signal do not find this one.
  for (const signal of signals) process.prependListener(signal, onSignal);
}

function unlisten(): void {
  listening = false;
  leavingSince = 0;
  process.removeListener("beforeExit", beforeExit);
  process.removeListener("exit", exit);
  for (const signal of signals) process.removeListener(signal, onSignal);
}

/** Nothing is left to do: there is time for ordinary requests, once. */
function beforeExit(): void {
  if (leavingSince) return;
  leavingSince = performance.now();
  for (const words of speakers) void words.flush(PATIENCE);
}

/** `process.exit()`, an uncaught exception, or what `beforeExit` did not achieve. Nothing asynchronous runs any more. */
function exit(): void {
  const spent = leavingSince ? performance.now() - leavingSince : 0;
  sayAll(PATIENCE - spent);
}

function onSignal(signal: NodeJS.Signals): void {
  for (const each of signals) process.removeListener(each, onSignal);
  if (process.listenerCount(signal) === 0) {
    sayAll(PATIENCE);
    process.kill(process.pid, signal);
    return;
  }
  // The application handles the signal itself, and may well go on.
  setImmediate(() => {
    if (listening) for (const each of signals) process.prependListener(each, onSignal);
  }).unref();
}

function sayAll(patience: number): void {
  const requests: LastRequest[] = [];
  for (const words of speakers) requests.push(...words.take());
  speakers.clear();
  if (requests.length === 0) return;
  const statuses =
    patience > 50
      ? postAndWait(
          requests.map(({ request }) => request),
          patience,
        )
      : [];
  for (const [index, { settle }] of requests.entries()) settle(statuses[index] ?? 0);
}
