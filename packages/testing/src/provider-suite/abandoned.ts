import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { events, replyingFetch } from "./reply.js";
import type { Subject } from "./subject.js";

const MANY = 10_000;

/** Contract 25: what nobody reads. */
export function testAbandoned(subject: () => Subject): void {
  describe("what nobody reads", () => {
    // Contract 25
    it(`ends when it is collected: ${MANY} streams leave neither open spans nor memory behind`, {
      timeout: 120_000,
    }, async () => {
      const s = subject();
      const bare = await leftBehind(() => open(s));
      s.patch();
      const traced = await leftBehind(() => open(s));
      const spans = await s.recorder.spans(MANY);
      expect(spans).toHaveLength(MANY);
      expect(new Set(spans.map(({ status }) => status))).toEqual(new Set(["cancelled"]));
      s.recorder.reset();
      spans.length = 0;
      // What the recorder itself kept is gone by now; a stream that stays costs kilobytes.
      const kept = (await settledHeap()) - bare.before;
      expect(kept - (bare.after - bare.before)).toBeLessThan(MANY * 500);
      expect(traced.after).toBeGreaterThan(0);
    });

    // Contract 25
    it("ends a plain call whose result nobody takes", async () => {
      const s = subject();
      s.patch();
      const fetch = replyingFetch(s.main.reply);
      await (async () => void s.call(s.client({ fetch })))();
      await settledHeap();
      expect(await s.recorder.spans(1)).toMatchObject([{ status: "cancelled", output: undefined }]);
    });

    // Contract 25
    it("ends a stream that was read in part and forgotten, with what was read", async () => {
      const s = subject();
      s.patch();
      const fetch = replyingFetch(events(s.main.stream.frames));
      await (async () => {
        const iterator = (await s.stream(s.client({ fetch })))[Symbol.asyncIterator]();
        let text = "";
        while (!text.includes(s.main.stream.firstWord)) text += JSON.stringify((await iterator.next()).value);
      })();
      await settledHeap();
      const [span] = await s.recorder.spans(1);
      expect(span).toMatchObject({ status: "cancelled" });
      expect(JSON.stringify(span?.output)).toContain(s.main.stream.firstWord);
    });
  });
}

async function open(s: Subject): Promise<void> {
  const client = s.client({ fetch: replyingFetch(events(s.main.stream.frames)) });
  for (let count = 0; count < MANY; count++) await s.stream(client);
}

/** Bytes on the heap before and after, collected. */
async function leftBehind(run: () => Promise<void>): Promise<{ before: number; after: number }> {
  const before = await settledHeap();
  await run();
  return { before, after: await settledHeap() };
}

async function settledHeap(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  // Finalizers run in turns of their own, and free what they held for the next round.
  for (let round = 0; round < 6; round++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return process.memoryUsage().heapUsed;
}
