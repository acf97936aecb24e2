import { describe, expect, it } from "vitest";
import { batchOf, call, type SpanSketch, spanIdOf } from "../../../test/otlp.js";
import { list, now, type OpenStore, read, span, trace, write } from "./access.js";

export function testOpenSpans(open: OpenStore): void {
  describe("open spans", () => {
    const process = { "service.instance.id": "p1", "trace.flush_interval": 1000 };
    const open_ = (sequence: number, more: Record<string, unknown> = {}): SpanSketch => ({
      id: "a",
      name: "agent",
      end: 0,
      attributes: { "trace.pending": true, "trace.pending.sequence": sequence, "trace.type": "agent", ...more },
    });

    it("shows an open span as pending, and complete once its end has come", async () => {
      const store = open();
      await write(store, [open_(1, { "trace.input": '"hi"', "user.id": "ada" })], process);
      const { trace: summary, spans } = await read(store);
      expect(summary).toMatchObject({ name: "agent", status: "pending", pendingCount: 1, spanCount: 1, userId: "ada" });
      expect(summary.endTime).toBeUndefined();
      expect(spans).toMatchObject([{ status: "pending", name: "agent" }]);
      expect(await span(store, "a")).toMatchObject({ status: "pending", input: "hi" });
      expect(await list(store, { status: "pending" })).toHaveLength(1);
      await write(store, [{ id: "a", name: "agent", status: 1, end: 100 }], process);
      expect((await read(store)).trace).toMatchObject({ status: "ok", pendingCount: 0, spanCount: 1, duration: 100 });
      expect((await read(store)).spans).toMatchObject([{ status: "ok" }]);
      expect(await list(store, { status: "pending" })).toEqual([]);
    });

    it("believes the highest sequence, and any complete span over any snapshot", async () => {
      const store = open();
      await write(store, [open_(2, { "trace.input": '"two"' })], process);
      await write(store, [open_(1, { "trace.input": '"one"' })], process);
      expect(await span(store, "a")).toMatchObject({ input: "two" });
      await write(store, [{ id: "a", status: 1, end: 100 }], process);
      await write(store, [open_(3)], process);
      expect((await read(store)).spans).toMatchObject([{ status: "ok" }]);
      expect((await read(store)).trace).toMatchObject({ pendingCount: 0 });
    });

    it("shows an open span as lost after three missed heartbeats, with all it had said, and takes that back", async () => {
      const store = open();
      await write(store, [open_(1, { "trace.input": '"hi"' })], process, now);
      expect((await read(store, now + 3000)).trace.status).toBe("pending");
      const later = now + 3001;
      expect((await read(store, later)).trace).toMatchObject({ status: "lost", pendingCount: 0, lostCount: 1 });
      expect(await span(store, "a", trace, later)).toMatchObject({ status: "lost", input: "hi" });
      expect(await list(store, { status: "lost" }, later)).toHaveLength(1);
      expect(await list(store, { status: "pending" }, later)).toEqual([]);
      expect(await store.changedByTime(later)).toEqual([{ project: 1, traceId: trace, spanIds: [spanIdOf("a")] }]);
      expect(await store.changedByTime(later)).toEqual([]);
      await store.write([batchOf([], process)], later);
      expect((await read(store, later)).trace).toMatchObject({ status: "pending", lostCount: 0 });
      await write(store, [{ id: "a", status: 1, end: 100 }], process, later);
      expect((await read(store, later + 60_000)).trace).toMatchObject({ status: "ok", lostCount: 0 });
    });

    it("shows a trace whose root has not come as pending for three flush intervals, and says when that ends", async () => {
      const store = open();
      const slow = { ...process, "trace.flush_interval": 5000 };
      await write(store, [{ id: "c", parent: "b", name: "lookup", start: 9, status: 1 }], slow);
      await write(store, [{ id: "b", parent: "a", name: "step", start: 1, status: 2 }], slow, now + 100);
      expect((await read(store, now + 100)).trace).toMatchObject({ name: "step", status: "pending", pendingCount: 0 });
      expect((await read(store, now + 100)).trace.endTime).toBeUndefined();
      expect(await list(store, { status: "pending" }, now + 15_100)).toHaveLength(1);
      expect(await list(store, { status: "unset" }, now + 15_100)).toEqual([]);
      expect(await store.changedByTime(now + 15_100)).toEqual([]);
      const later = now + 15_101;
      expect((await read(store, later)).trace).toMatchObject({ name: "step", status: "unset" });
      expect(await list(store, { status: "pending" }, later)).toEqual([]);
      expect(await list(store, { status: "unset" }, later)).toHaveLength(1);
      expect(await store.changedByTime(later)).toEqual([{ project: 1, traceId: trace, spanIds: [] }]);
      expect(await store.changedByTime(later)).toEqual([]);
      await write(store, [{ id: "a", name: "agent", status: 1, end: 100 }], slow, later);
      expect((await read(store, later)).trace).toMatchObject({ name: "agent", status: "ok" });
    });

    it("expects no root any more once it has come, whatever comes after it", async () => {
      const store = open();
      await write(store, [{ id: "b", parent: "a", status: 1 }]);
      await write(store, [{ id: "a", status: 1 }]);
      await write(store, [{ id: "c", parent: "a", status: 1 }]);
      expect((await read(store)).trace).toMatchObject({ status: "ok", spanCount: 3 });
      expect(await list(store, { status: "pending" })).toEqual([]);
      expect(await store.changedByTime(now + 3_600_000)).toEqual([]);
    });

    it("never bills a snapshot", async () => {
      const store = open();
      await write(store, [{ ...open_(1), attributes: { ...call([]), "trace.pending": true } }], process);
      expect((await read(store)).trace).toMatchObject({
        generationCount: 0,
        usage: {},
        cost: { usd: null, unknownCalls: 0 },
      });
    });

    it("adds up the spans that processes report as dropped", async () => {
      const store = open();
      await store.write(
        [batchOf([], { ...process, "trace.dropped_spans": 3 }), batchOf([], { ...process, "trace.dropped_spans": 4 })],
        now,
      );
      expect((await store.project(1)).counts.droppedSpans).toBe(7);
    });
  });
}
