import type { Store } from "../store/store.js";
import type { IngestCall, LiveMessage, Watched } from "./message.js";
import type { Methods } from "./method.js";
import { Publisher } from "./publisher.js";
import { WriteQueue } from "./write-queue.js";

const writes = ["addScores", "deleteTrace", "createKey", "keys", "projectOfKey"] as const;

/** Takes spans, and everything else that changes the database. */
export function writerMethods(store: Store, send: (message: LiveMessage) => void, release: () => void): Methods {
  const publisher = new Publisher(store, send);
  const queue = new WriteQueue(store, (changes) => publisher.add(changes));
  const methods: Methods = {
    ready: () => true,
    ingest: (call: IngestCall) => queue.add(call),
    indexed: () => queue.indexed(),
    watch: (watched: Watched) => publisher.watch(watched),
    close: async () => {
      publisher.close();
      await queue.close();
      await store.close();
      release();
    },
  };
  for (const name of writes) methods[name] = store[name].bind(store) as Methods[string];
  return methods;
}
