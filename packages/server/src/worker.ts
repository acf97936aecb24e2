/** Entry of the server's threads: one writes, one reads. */
import { parentPort, workerData } from "node:worker_threads";
import { lockDatabase } from "./store/sqlite/lock.js";
import { SqliteStore } from "./store/sqlite/sqlite-store.js";
import type { Answer, Call, ThreadData } from "./thread/message.js";
import type { Methods } from "./thread/method.js";

const port = parentPort!;
const { role, path, since } = workerData as ThreadData;

start().then((methods) => {
  port.on("message", async ({ id, method, args }: Call) => {
    port.postMessage(await answer(id, () => methods[method]!(...(args as never[]))));
  });
});

async function start(): Promise<Methods> {
  const release = role === "writer" ? lockDatabase(path) : () => {};
  const store = new SqliteStore({ path, since, readOnly: role === "reader" });
  // Each thread loads only what it needs.
  if (role === "reader") return (await import("./thread/reader.js")).readerMethods(store);
  return (await import("./thread/writer.js")).writerMethods(store, (message) => port.postMessage(message), release);
}

async function answer(id: number, work: () => unknown): Promise<Answer> {
  try {
    return { id, result: await work() };
  } catch (error) {
    const { name, message, constructor: type } = error as Error;
    return { id, error: { name: type.name || name, message } };
  }
}
