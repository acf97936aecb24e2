import { trace } from "@trace/core";
import { describe, expect, it } from "vitest";
import type { ApiStream, OperationCase, ProviderCases } from "./cases.js";
import { events } from "./reply.js";
import { collect, has, invoke, type Subject } from "./subject.js";

/** Contract 13, 26, 27 and 31: what the spans of every operation and helper say. */
export function testOperations(subject: () => Subject, { operations, helpers }: ProviderCases): void {
  describe.each(operations)("$path", (operation) => {
    it("makes one span, which says what was asked and answered", async ({ skip }) => {
      const s = subject();
      if (!has(s.client(), operation.path)) skip();
      const spans = await s.compare(async () => {
        s.server.answer(operation.reply);
        return readable(await invoke(s.client(), operation.path, { ...operation.params }));
      });
      expectSpan(spans, operation);
    });

    // Contract 27
    it.runIf(operation.stream)("streamed, makes the same span", async ({ skip }) => {
      const s = subject();
      if (!has(s.client(), operation.path) || s.lacks.includes(`${operation.path} streamed`)) skip();
      const { params, frames } = operation.stream as Required<OperationCase>["stream"];
      const spans = await s.compare(async () => {
        s.server.answer(events(frames));
        const stream = await invoke(s.client(), operation.path, { ...operation.params, ...params });
        return collect(stream as ApiStream);
      });
      expectSpan(spans, operation);
      expect(spans[0]?.attributes["gen_ai.request.stream"]).toBe(true);
    });
  });

  // Contract 26
  describe.each(helpers)("$name", (helper) => {
    it(`makes ${helper.calls} ${helper.calls === 1 ? "span" : "spans"}, one for each call, under one parent`, async ({
      skip,
    }) => {
      const s = subject();
      if (!has(s.client(), helper.path)) skip();
      const spans = await s.compare(async () => {
        s.server.answer(...helper.replies);
        return [await trace("root", () => helper.run(s.client())), s.server.requests.length];
      }, helper.calls + 1);
      const generations = spans.filter(({ type }) => type === "generation");
      expect(generations).toHaveLength(helper.calls);
      expect(new Set(generations.map(({ parentId }) => parentId)).size).toBe(1);
      expect(generations.map(({ status }) => status)).toEqual(generations.map(() => "ok"));
      expect(spans.filter((span) => span.usage && span.type !== "generation")).toEqual([]);
    });
  });
}

function expectSpan(spans: Awaited<ReturnType<Subject["compare"]>>, operation: OperationCase): void {
  expect(spans).toHaveLength(1);
  expect(spans[0]).toMatchObject({ status: "ok", attributes: operation.attributes });
  expect(spans[0]?.output).toEqual(operation.output);
}

/** Raw responses cannot be compared, their bodies can. */
async function readable(result: unknown): Promise<unknown> {
  const { arrayBuffer } = (result ?? {}) as Partial<Response>;
  // openai 4 has a Response of its own.
  return arrayBuffer ? Buffer.from(await arrayBuffer.call(result)).toString("base64") : result;
}
