import type { HttpRequest } from "./http.js";

/** Runs in a thread of its own, as text, so that bundlers need to know nothing of it. */
const worker = `
const { workerData: { requests, shared } } = require("node:worker_threads");
const state = new Int32Array(shared);
let left = requests.length;
requests.forEach(({ url, headers, body }, index) => {
const done = (status) => {
if (state[index + 1]) return;
state[index + 1] = status;
if (--left) return;
Atomics.store(state, 0, 1);
Atomics.notify(state, 0);
};
require(url.split(":")[0])
.request(url, { method: "POST", headers }, (response) => response.resume().on("end", () => done(response.statusCode)))
.on("error", () => done(1))
.end(body);
});`;

/** Posts requests while this thread waits, since nothing asynchronous runs at the end of a process. Returns statuses. */
export function postAndWait(requests: HttpRequest[], patience: number): number[] {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const shared = new SharedArrayBuffer(4 * (requests.length + 1));
  const state = new Int32Array(shared);
  // What the application preloads into its threads has no business here.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const thread = new Worker(worker, { eval: true, workerData: { requests, shared }, env, execArgv: [] });
  thread.on("error", () => {});
  thread.unref();
  Atomics.wait(state, 0, 0, patience);
  return [...state.subarray(1)];
}
