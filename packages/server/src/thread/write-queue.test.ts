import { expect, it } from "vitest";
import { otlpSpan } from "../../test/otlp.js";
import type { Store } from "../store/store.js";
import { WriteQueue } from "./write-queue.js";

const { traceId, spanId } = otlpSpan({ id: "a" });
const span = { traceId, spanId, name: "a", startTimeUnixNano: "1", endTimeUnixNano: "2" };
const body = (project: number) => ({
  project,
  encoding: "json" as const,
  body: Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })),
});

/** A queue in front of a store that writes with `write` and indexes with `index`. */
function queueWith(store: Partial<Store>): WriteQueue {
  return new WriteQueue({ index: async () => 0, ...store } as Store, () => {});
}

it("goes on storing when the text index cannot be written", async () => {
  const queue = queueWith({ write: async () => [], index: () => Promise.reject(new Error("disk full")) });
  for (let time = 0; time < 3; time++) {
    expect(await queue.add(body(1))).toEqual({ rejected: 0, rejectedMessage: "" });
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  await queue.close();
});

it("stores every request of a group but the one that cannot be written", async () => {
  const queue = queueWith({
    write: async (batches) => {
      if (batches.some(({ project }) => project === 2)) throw new Error("constraint");
      return [];
    },
  });
  const answers = await Promise.allSettled([1, 2, 3].map((project) => queue.add(body(project))));
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  await queue.close();
});
