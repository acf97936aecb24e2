/** Entry of the server's threads: one writes, one reads. */
import { parentPort, workerData } from "node:worker_threads";
import { SqliteStore } from "./store/sqlite/sqlite-store.js";
import type { Answer, Call, IngestCall, ThreadData } from "./thread/message.js";
import { Publisher } from "./thread/publisher.js";
import { WriteQueue } from "./thread/write-queue.js";

const port = parentPort!;
const { role, path, since } = workerData as ThreadData;
const store = new SqliteStore({ path, since, readOnly: role === "reader" });

type Method = (...args: never[]) => unknown;
const methods: Record<string, Method> = role === "writer" ? writerMethods() : readerMethods();

port.on("message", async ({ id, method, args }: Call) => {
  port.postMessage(await answer(id, () => methods[method]!(...(args as never[]))));
});

async function answer(id: number, work: () => unknown): Promise<Answer> {
  try {
    return { id, result: await work() };
  } catch (error) {
    const { name, message } = error as Error;
    return { id, error: { name: (error as Error).constructor.name || name, message } };
  }
}

function writerMethods(): Record<string, Method> {
  const publisher = new Publisher(store, (message) => port.postMessage(message));
  const queue = new WriteQueue(store, (changes) => publisher.add(changes));
  return {
    ingest: (call: IngestCall) => queue.add(call),
    watch: (watched: boolean) => publisher.watch(watched),
    addScores: store.addScores.bind(store) as Method,
    deleteTrace: store.deleteTrace.bind(store) as Method,
    createKey: store.createKey.bind(store) as Method,
    keys: store.keys.bind(store) as Method,
    projectOfKey: store.projectOfKey.bind(store) as Method,
    ready: () => true,
    indexed: () => queue.indexed(),
    close: async () => {
      publisher.watch(false);
      await queue.close();
      await store.close();
    },
  };
}

/** Answers are sent as JSON text: that is what the caller wants, and text crosses threads cheaply. */
function readerMethods(): Record<string, Method> {
  const json =
    (method: Method): Method =>
    async (...args) =>
      JSON.stringify(await method(...args));
  const names = [
    "traces",
    "trace",
    "span",
    "text",
    "sessions",
    "session",
    "models",
    "users",
    "scores",
    "project",
  ] as const;
  const reads = names.map((name): [string, Method] => [name, json(store[name].bind(store) as Method)]);
  return { ...Object.fromEntries(reads), ready: () => true, close: () => store.close() };
}
