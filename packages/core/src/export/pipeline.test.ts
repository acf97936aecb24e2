import { describe, expect, it } from "vitest";
import { Log } from "../log.js";
import type { Exporter } from "./exporter.js";
import { memoryExporter } from "./memory.js";
import { createPipeline } from "./pipeline.js";
import { record, resolved } from "./test-record.js";

const log = new Log({ logLevel: "silent" });

function counting() {
  const names: string[] = [];
  const exporter: Exporter = {
    name: "counting",
    export({ spans }) {
      names.push(...spans.map(({ name }) => name));
      return undefined;
    },
  };
  return { names, exporter };
}

describe("a pipeline", () => {
  it("keeps what ends while the exporting part is being loaded, in order", async () => {
    const { names, exporter } = counting();
    const pipeline = createPipeline(resolved({ exporters: [exporter] }), log);
    for (const name of ["a", "b", "c"]) pipeline.ended(record({ name }));
    expect(names).toEqual([]);
    expect(await pipeline.flush()).toEqual({ accepted: 3, pending: 0, dropped: 0 });
    expect(names).toEqual(["a", "b", "c"]);
  });

  it("names the project with every request, and leaves the header out where there is none", async () => {
    const seen: (string | null)[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      seen.push(new Headers(init?.headers).get("x-trace-project"));
      return new Response();
    };
    for (const projectId of ["shop", "café", undefined]) {
      const pipeline = createPipeline(resolved({ projectId, fetch }), log);
      pipeline.ended(record());
      await pipeline.flush();
    }
    expect(seen).toEqual(["shop", "caf%C3%A9", null]);
  });

  it("counts what does not even fit while the exporting part is being loaded", async () => {
    const { names, exporter } = counting();
    const pipeline = createPipeline(resolved({ exporters: [exporter], maxQueueSize: 10 }), log);
    for (let index = 0; index < 25; index++) {
      const span = record();
      pipeline.started(span);
      pipeline.ended(span);
    }
    expect(await pipeline.flush()).toEqual({ accepted: 10, pending: 0, dropped: 15 });
    expect(names).toHaveLength(10);
  });

  it("shows a span to an immediate exporter before anything is loaded", () => {
    const memory = memoryExporter();
    const pipeline = createPipeline(resolved({ exporters: [memory] }), log);
    pipeline.ended(record({ name: "now" }));
    expect(memory.spans.map(({ name }) => name)).toEqual(["now"]);
  });

  it("counts what immediate exporters took, whatever else was loaded", async () => {
    const pipeline = createPipeline(resolved({ exporters: [memoryExporter()] }), log);
    pipeline.ended(record());
    expect(pipeline.redact("key sk-proj-a1B2c3D4e5F6g7H8i9")).toBe("key [REDACTED]");
    expect(await pipeline.flush()).toEqual({ accepted: 1, pending: 0, dropped: 0 });
    expect(await pipeline.shutdown()).toEqual({ accepted: 1, pending: 0, dropped: 0 });
  });

  // Contract 43
  it("gives no text out while what cleans it is still being loaded", async () => {
    const secret = "key sk-proj-a1B2c3D4e5F6g7H8i9";
    const pipeline = createPipeline(resolved({ exporters: [counting().exporter] }), log);
    // Sources, like a bundle, cannot be loaded at once.
    expect(pipeline.redact(secret)).toBeUndefined();
    await pipeline.flush();
    expect(pipeline.redact(secret)).toBe("key [REDACTED]");
  });

  it("has nothing to flush before something has ended", async () => {
    const { exporter } = counting();
    const pipeline = createPipeline(resolved({ exporters: [exporter] }), log);
    expect(await pipeline.flush()).toEqual({ accepted: 0, pending: 0, dropped: 0 });
    expect(await pipeline.shutdown()).toEqual({ accepted: 0, pending: 0, dropped: 0 });
  });
});
