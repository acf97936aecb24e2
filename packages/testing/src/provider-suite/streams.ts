import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { ApiStream } from "./cases.js";
import { countUnhandled } from "./rejections.js";
import { events, replyingFetch } from "./reply.js";
import { collect, type Subject, seen } from "./subject.js";

/** Contract 21 to 24 and 29: what a program sees of a stream. */
export function testStreams(subject: () => Subject): void {
  describe("a stream", () => {
    // Contract 21
    it("hands over the SDK's own chunks, the same objects in the same order", async () => {
      const s = subject();
      await s.compare(async () => {
        s.server.answer(events(s.main.stream.frames));
        const parsed = new Set<unknown>();
        const chunks = await watchingParse(parsed, async () => collect(await s.stream(s.client())));
        return { chunks, own: chunks.map((chunk) => parsed.has(chunk)) };
      });
    });

    // Contract 21
    it("is read at the caller's pace: nothing is read ahead", async () => {
      const s = subject();
      await s.compare(async () => {
        const seen = { pulls: 0, cancelled: false };
        const stream = await s.stream(s.client({ fetch: replyingFetch(events(s.main.stream.frames), seen) }));
        await sleep(10);
        const pulls = [seen.pulls];
        for await (const _ of stream) {
          await sleep(2);
          pulls.push(seen.pulls);
        }
        return pulls;
      });
    });

    // Contract 22
    it("can be split by tee(), both halves whole, and is recorded once", async () => {
      const s = subject();
      const spans = await s.compare(async () => {
        const [left, right] = (await started(s)).tee();
        return Promise.all([collect(left), collect(right)]);
      });
      expect(spans).toMatchObject([{ status: "ok", output: s.main.output }]);
    });

    // Contract 22
    it("becomes a readable stream with the same bytes", async () => {
      const s = subject();
      const spans = await s.compare(async () => new Response((await started(s)).toReadableStream()).text());
      expect(spans).toMatchObject([{ status: "ok", output: s.main.output }]);
    });

    // Contract 22
    it("keeps its controller, its class and its own properties", async () => {
      const s = subject();
      await s.compare(async () => {
        const stream = await started(s);
        const { name } = stream.constructor;
        return { name, controller: stream.controller instanceof AbortController, keys: Object.keys(stream).sort() };
      }, 0);
    });

    // Contract 22
    it("refuses a second iteration as the bare SDK does, and keeps the span of the first", async () => {
      const s = subject();
      const spans = await s.compare(async () => {
        const stream = await started(s);
        const first = await collect(stream);
        return { first, second: await collect(stream).catch(seen) };
      });
      expect(spans).toMatchObject([{ status: "ok", output: s.main.output }]);
    });

    // Contract 23
    describe.each(leaving)("that the caller leaves by %s", (_, leave) => {
      it("ends its span as cancelled with the partial output, and closes the connection", async () => {
        const s = subject();
        const spans = await s.compare(async () => {
          s.server.answer(events(firstHalf(s), { interval: 2, ending: "open" }));
          const outcome = await leave(s);
          const hungUp = await Promise.race([s.server.hungUp.then(() => true), sleep(2_000, false)]);
          return { outcome, hungUp };
        });
        expect(spans).toMatchObject([{ status: "cancelled" }]);
        expect(JSON.stringify(spans[0]?.output)).toContain(firstWord(s));
      });
    });

    // Contract 24
    it.each([
      ["the provider reports an error", (s: Subject) => events([...firstHalf(s), s.cases.errorFrame])],
      ["the connection breaks", (s: Subject) => events(firstHalf(s), { interval: 5, ending: "cut" as const })],
      ["an event is not JSON", (s: Subject) => events([...firstHalf(s), "event: message_delta\ndata: {broken\n\n"])],
    ])("fails once, with the bare SDK's error, when %s, and keeps the partial output", async (_, reply) => {
      const s = subject();
      const spans = await s.compare(async () => {
        s.server.answer(reply(s));
        const chunks: unknown[] = [];
        const errors: unknown[] = [];
        const unhandled = await countUnhandled(async () => {
          try {
            for await (const chunk of await s.stream(quiet(s.client()))) chunks.push(chunk);
          } catch (error) {
            errors.push(seen(error));
          }
        });
        expect(errors).toHaveLength(1);
        return { chunks, errors, unhandled };
      });
      expect(spans).toMatchObject([{ status: "error" }]);
      expect(JSON.stringify(spans[0]?.output)).toContain(firstWord(s));
    });

    // Contract 29
    it("takes the time to the first token at the first content, and to the first chunk before it", async () => {
      const s = subject();
      s.patch();
      s.server.answer(s.main.reply);
      await s.call(s.client());
      s.server.answer(events(s.main.stream.frames, { interval: 10 }));
      await collect(await s.stream(s.client()));
      const [plain, streamed] = (await s.recorder.spans(2)).map(({ attributes }) => attributes);
      expect(plain).not.toHaveProperty("trace.time_to_first_token");
      expect(plain).not.toHaveProperty("gen_ai.response.time_to_first_chunk");
      const chunk = Number(streamed?.["gen_ai.response.time_to_first_chunk"]);
      const token = Number(streamed?.["trace.time_to_first_token"]);
      expect(chunk).toBeGreaterThan(0);
      // The first event of every stream here is without content.
      expect(token - chunk).toBeGreaterThan(0.005);
    });
  });
}

/** The ways to leave a stream early. Each returns what the program saw. */
const leaving: [string, (s: Subject) => Promise<unknown>][] = [
  [
    "break",
    async (s) => {
      const chunks: unknown[] = [];
      for await (const chunk of await s.stream(s.client())) {
        chunks.push(chunk);
        if (isFirst(chunk, s)) break;
      }
      return chunks;
    },
  ],
  [
    "an error of its own",
    async (s) => {
      let count = 0;
      try {
        for await (const chunk of await s.stream(s.client())) {
          count++;
          if (isFirst(chunk, s)) throw new RangeError("enough");
        }
      } catch (error) {
        return { count, error: seen(error) };
      }
    },
  ],
  [
    "return()",
    async (s) => {
      const iterator = (await s.stream(s.client()))[Symbol.asyncIterator]();
      const results: unknown[] = [];
      while (!isFirst(results.at(-1), s)) results.push(await iterator.next());
      results.push(await iterator.return?.("left"), await iterator.next());
      return results;
    },
  ],
  [
    "controller.abort()",
    async (s) => {
      const stream = await s.stream(s.client());
      return leaveAtFirst(s, stream, () => stream.controller.abort());
    },
  ],
  [
    "an aborted signal",
    async (s) => {
      const controller = new AbortController();
      const stream = await s.stream(s.client(), { signal: controller.signal });
      return leaveAtFirst(s, stream, () => controller.abort());
    },
  ],
];

async function leaveAtFirst(s: Subject, stream: ApiStream, leave: () => void): Promise<unknown> {
  const chunks: unknown[] = [];
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      if (isFirst(chunk, s)) leave();
    }
    return { chunks, end: "silent" };
  } catch (error) {
    return { chunks, error: seen(error) };
  }
}

async function started(s: Subject): Promise<ApiStream> {
  s.server.answer(events(s.main.stream.frames));
  return s.stream(s.client());
}

/** The first pieces, up to and with the first content. */
function firstHalf(s: Subject): string[] {
  const { frames } = s.main.stream;
  const content = frames.findIndex((frame) => frame.includes(firstWord(s)));
  return frames.slice(0, content + 1);
}

function isFirst(chunk: unknown, s: Subject): boolean {
  return Boolean(JSON.stringify(chunk)?.includes(firstWord(s)));
}

/** A word that the first content has. */
function firstWord(s: Subject): string {
  return s.main.stream.firstWord;
}

/** SDKs log what they cannot parse. */
function quiet(client: object): object {
  return Object.assign(client, { logLevel: "off", logger: { error() {}, warn() {}, info() {}, debug() {} } });
}

async function watchingParse<T>(parsed: Set<unknown>, run: () => Promise<T>): Promise<T> {
  const { parse } = JSON;
  JSON.parse = (...args) => {
    const value = parse(...args);
    parsed.add(value);
    return value;
  };
  try {
    return await run();
  } finally {
    JSON.parse = parse;
  }
}
