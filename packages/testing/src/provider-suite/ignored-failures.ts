import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { ApiPromise } from "./cases.js";
import { countUnhandled } from "./rejections.js";
import { json, replyingFetch } from "./reply.js";
import { type Subject, settled } from "./subject.js";

/** A program that makes a call which will fail, and handles that or not. */
type Program = (call: () => ApiPromise) => unknown;

const programs: [string, Program][] = [
  ["of a call that is not awaited", (call) => void call()],
  ["of a result that is only passed on", (call) => void call().then((data) => data)],
  ["of withResponse()", (call) => void call().withResponse()],
  ["of asResponse()", (call) => void call().asResponse()],
  [
    "of two promises made from one call",
    (call) => {
      const promise = call();
      void promise.then((data) => data);
      void promise.finally(() => {});
    },
  ],
  [
    "that is handled on one of two promises",
    (call) => {
      const promise = call();
      promise.catch(() => {});
      void promise.withResponse();
    },
  ],
  [
    "of the response, when the result is handled",
    async (call) => {
      const promise = call();
      void promise.asResponse();
      await settled(promise);
    },
  ],
  ["that is handled", (call) => settled(call())],
  [
    "that is handled late",
    async (call) => {
      const promise = call();
      await sleep(30);
      await settled(promise);
    },
  ],
];

/** Contract 16: what the process hears of failures that a program ignores. */
export function testIgnoredFailures(subject: () => Subject): void {
  describe.each(["plain", "streamed"] as const)("of a %s call, a failure", (kind) => {
    // Contract 16
    it.each(programs)("%s is raised as unhandled as often as by the bare SDK", async (_, run) => {
      const s = subject();
      const { status, body } = s.cases.error;
      // Without a network, what fails has failed before anybody counts.
      const fetch = replyingFetch(json(body, { status }));
      const spans = await s.compare(() => {
        const client = s.client({ fetch });
        return countUnhandled(() => run(() => (kind === "plain" ? s.call(client) : s.stream(client))));
      });
      expect(spans).toMatchObject([{ status: "error", error: { statusCode: status } }]);
    });
  });
}
