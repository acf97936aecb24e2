import { currentSpan, type FinishedSpan, startSpan, trace } from "@trace/core";
import { describe, expect, it } from "vitest";
import { events } from "./reply.js";
import { collect, type Subject } from "./subject.js";

/** Contract 30: whose child is what. */
export function testContext(subject: () => Subject): void {
  describe("the context", () => {
    // Contract 30
    it("of a call's own requests is the call's span", async () => {
      const s = subject();
      s.patch();
      s.server.answer(s.main.reply);
      const fetch = (url: unknown, init?: RequestInit) => {
        startSpan("http").end();
        return globalThis.fetch(url as string, init);
      };
      await trace("root", () => s.call(s.client({ fetch })));
      const spans = await s.recorder.spans(3);
      expect(parents(spans)).toEqual({ root: undefined, call: "root", http: "call" });
    });

    // Contract 30
    it("of loop bodies and of code after `await` is their own", async () => {
      const s = subject();
      s.patch();
      s.server.answer(s.main.reply, events(s.main.stream.frames));
      await trace("root", async () => {
        const client = s.client();
        await s.call(client);
        startSpan("after").end();
        for await (const _ of await s.stream(client)) {
          startSpan("body").end();
          break;
        }
        startSpan("later").end();
      });
      const names = parents(await s.recorder.spans(6));
      expect(names).toMatchObject({ after: "root", body: "root", later: "root", call: "root" });
    });

    // Contract 30
    it("of an async generator is kept between its yields", async () => {
      const s = subject();
      s.patch();
      s.server.answer(events(s.main.stream.frames));
      async function* relay() {
        for await (const chunk of await s.stream(s.client())) {
          startSpan("inside").end();
          yield chunk;
        }
      }
      await trace("root", async (root) => {
        for await (const _ of relay()) startSpan("outside").end();
        expect(currentSpan()?.spanId).toBe(root.spanId);
      });
      const names = parents(await s.recorder.spans(4));
      expect(names).toMatchObject({ call: "root", inside: "root", outside: "root" });
    });

    it("of calls at the same time stays with each of them", async () => {
      const s = subject();
      s.patch();
      s.server.answer(events(s.main.stream.frames, { interval: 1 }));
      const client = s.client();
      await Promise.all(
        ["a", "b", "c"].map((name) => trace(name, async () => void (await collect(await s.stream(client))))),
      );
      const spans = await s.recorder.spans(6);
      for (const root of spans.filter(({ parentId }) => parentId === undefined)) {
        const children = spans.filter(({ parentId }) => parentId === root.spanId);
        expect(children).toMatchObject([{ type: "generation", traceId: root.traceId }]);
      }
    });
  });
}

/** The name of each span's parent, by the span's name; calls are called `call`. */
function parents(spans: FinishedSpan[]): Record<string, string | undefined> {
  const name = ({ type, name }: FinishedSpan) => (type === "generation" ? "call" : name);
  const byId = new Map(spans.map((span) => [span.spanId, name(span)]));
  return Object.fromEntries(spans.map((span) => [name(span), span.parentId && byId.get(span.parentId)]));
}
