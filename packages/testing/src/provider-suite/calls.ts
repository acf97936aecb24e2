import { describe, expect, it } from "vitest";
import type { ApiStream } from "./cases.js";
import { events, json, replyingFetch } from "./reply.js";
import { collect, invoke, type Subject, seen, settled } from "./subject.js";

/** Contract 11 to 15, 17, 18 and 20: what a program sees of a call. */
export function testCalls(subject: () => Subject): void {
  describe("a call", () => {
    // Contract 11
    it("gives data, response and request id through withResponse(), plain and streamed", async () => {
      const s = subject();
      const spans = await s.compare(async () => {
        s.server.answer(s.main.reply);
        const { data, response, ...rest } = await s.call(s.client()).withResponse();
        const plain = { data, status: response.status, ...rest };
        s.server.answer(streamReply(s));
        const streamed = await s.stream(s.client()).withResponse();
        const chunks = await collect(streamed.data as ApiStream);
        return { plain, chunks, status: streamed.response.status, requestId: streamed.request_id };
      });
      expect(spans.map(({ status }) => status)).toEqual(["ok", "ok"]);
    });

    // Contract 12
    it("leaves the body of asResponse() to the caller, and ends the span with the response", async () => {
      const s = subject();
      const spans = await s.compare(async () => {
        s.server.answer(s.main.reply);
        const response = await s.call(s.client()).asResponse();
        const unread = !response.bodyUsed;
        return { status: response.status, unread, text: await response.text() };
      });
      expect(spans).toMatchObject([{ status: "ok", usage: undefined, output: undefined }]);
    });

    // Contract 12
    it("can be read through asResponse() and awaited as well", async () => {
      const s = subject();
      const spans = await s.compare(async () => {
        s.server.answer(s.main.reply);
        const promise = s.call(s.client());
        const [data, response, again] = await Promise.all([promise, promise.asResponse(), promise]);
        return { data, status: response.status, same: data === again };
      });
      expect(spans).toHaveLength(1);
    });

    // Contract 14
    it("returns the very object that the SDK returned", async () => {
      const s = subject();
      const spans = await s.compare(async () => {
        s.server.answer(s.main.reply);
        const client = s.client() as { post: (...args: unknown[]) => unknown };
        const post = client.post;
        let returned: unknown;
        client.post = function (...args) {
          returned = post.apply(this, args);
          return returned;
        };
        const promise = s.call(client);
        const { name } = promise.constructor;
        await promise;
        return { same: promise === returned, name, promise: promise instanceof Promise };
      });
      expect(spans).toHaveLength(1);
    });

    // Contract 14
    it("has the same prototype and the same result's type as the bare SDK's", async () => {
      const s = subject();
      s.server.answer(s.main.reply);
      const bare = s.call(s.client());
      s.patch();
      const traced = s.call(s.client());
      expect(Object.getPrototypeOf(traced)).toBe(Object.getPrototypeOf(bare));
      expect(await traced).toEqual(await bare);
    });

    // Contract 14
    it("stays lazy: nobody reads the body before the caller asks for it", async () => {
      const s = subject();
      await s.compare(async () => {
        const pulls = { pulls: 0, cancelled: false };
        const promise = s.call(s.client({ fetch: replyingFetch(s.main.reply, pulls) }));
        await new Promise((resolve) => setTimeout(resolve, 20));
        const before = pulls.pulls;
        return { before, data: await promise, after: pulls.pulls };
      });
    });

    // Contract 15
    it("fails with the SDK's own error, which the span ends with", async () => {
      const s = subject();
      const { status, body } = s.cases.error;
      const spans = await s.compare(async () => {
        s.server.answer(json(body, { status }));
        const client = s.client() as { makeStatusError: (...args: unknown[]) => unknown };
        const make = client.makeStatusError;
        let made: unknown;
        client.makeStatusError = function (...args) {
          made = make.apply(this, args);
          return made;
        };
        const error = await s.call(client).catch((error: unknown) => error);
        return { ...seen(error), same: error === made };
      });
      expect(spans).toMatchObject([{ status: "error", error: { statusCode: status, requestId: "req_suite" } }]);
    });

    // Contract 15
    it("fails natively when the provider cannot be reached and when the caller gives up", async () => {
      const s = subject();
      const spans = await s.compare(async () => {
        const unreachable = await settled(s.call(s.client({ baseURL: "http://127.0.0.1:9" })));
        s.server.answer({ ...s.main.reply, frames: [], ending: "open" });
        const controller = new AbortController();
        const promise = settled(s.call(s.client(), { signal: controller.signal }));
        setTimeout(() => controller.abort(), 20);
        return [unreachable, await promise];
      });
      expect(spans.map(({ status }) => status)).toEqual(["error", "cancelled"]);
    });

    // Contract 15
    it("fails natively when the body is not what its type says", async () => {
      const s = subject();
      const spans = await s.compare(async () => {
        s.server.answer({ ...s.main.reply, frames: ["{ broken"] });
        return settled(s.call(s.client()));
      });
      expect(spans).toMatchObject([{ status: "error" }]);
    });

    // Contract 17
    it("is one span that counts the SDK's attempts, whether it succeeds in the end or not", async () => {
      const s = subject();
      const soon = { "retry-after-ms": "1" };
      const busy = json(s.cases.error.body, { status: 500, headers: soon });
      const spans = await s.compare(async () => {
        const client = s.client({ maxRetries: 2 });
        s.server.answer(busy, json(s.cases.error.body, { status: 429, headers: soon }), s.main.reply);
        const succeeded = await settled(s.call(client));
        s.server.answer(busy);
        return [succeeded, await settled(s.call(client)), s.server.requests.length];
      });
      expect(spans.map(({ attributes }) => attributes["trace.attempts"])).toEqual([3, 3]);
      expect(spans.map(({ status }) => status)).toEqual(["ok", "error"]);
    });

    // Contract 17
    it("counts the attempts of calls that run at the same time apart", async () => {
      const s = subject();
      s.patch();
      s.server.answer(json(s.cases.error.body, { status: 500, headers: { "retry-after-ms": "1" } }), s.main.reply);
      const client = s.client({ maxRetries: 1 });
      await Promise.all([s.call(client), s.call(client), s.call(client), s.call(client)]);
      const attempts = (await s.recorder.spans(4)).map(({ attributes }) => Number(attributes["trace.attempts"]));
      expect(attempts.sort()).toEqual([1, 1, 1, 2]);
    });

    // Contract 18
    it("leaves lists, pages and their iteration alone, and makes no span of them", async () => {
      const s = subject();
      await s.compare(async () => {
        s.server.answer(...s.cases.modelPages);
        const client = s.client();
        const page = (await invoke(client, "models.list")) as { data: unknown[] };
        s.server.answer(...s.cases.modelPages);
        const all = await collect(invoke(client, "models.list") as AsyncIterable<unknown>);
        return { first: page.data, all, requests: s.server.requests.map(({ path }) => path) };
      }, 0);
      expect(await s.recorder.spans()).toEqual([]);
    });

    // Contract 20
    it.each(["frozen", "loose"])("leaves a %s request as it is, and sends what the bare SDK sends", async (kind) => {
      const s = subject();
      const { path, params, stream } = s.main;
      await s.compare(async () => {
        const plain = own(kind, params);
        s.server.answer(s.main.reply);
        await invoke(s.client(), path, plain);
        expect(plain).toEqual(params);
        const sent = s.server.requests[0]?.body;

        const streamed = own(kind, { ...params, ...stream.params });
        s.server.answer(streamReply(s));
        await collect((await invoke(s.client(), path, streamed)) as ApiStream);
        expect(streamed).toEqual({ ...params, ...stream.params });
        return [sent, s.server.requests[0]?.body];
      });
    });
  });
}

/** The stream of the main operation, from its first event to its last. */
function streamReply(s: Subject) {
  return events(s.main.stream.frames);
}

/** A copy of a request that nobody can change, or that anybody can. */
function own(kind: string, request: object): object {
  const copy = structuredClone(request);
  return kind === "frozen" ? deepFreeze(copy) : copy;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
