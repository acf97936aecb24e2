import { init, memoryExporter } from "@trace/core";
import { defineProvider, type Operation, patchProvider, unpatchProvider } from "@trace/core/instrument";
import { describe, expect, it } from "vitest";
import { events } from "./reply.js";
import { collect, has, type Subject } from "./subject.js";

/** Contract 4, 6, 10 and 19: what patching and wrapping change, and what our own failures do not. */
export function testPatching(subject: () => Subject): void {
  describe("patching", () => {
    // Contract 4
    it("traces clients built before and after it, each call once", async () => {
      const s = subject();
      s.server.answer(s.main.reply);
      const early = s.client();
      s.patch();
      await s.call(early);
      await s.call(s.client());
      expect(await s.recorder.spans(2)).toHaveLength(2);
    });

    // Contract 6
    it("twice is patching once, and undoing it restores the identical functions", async () => {
      const s = subject();
      s.server.answer(s.main.reply);
      const before = methods(s);
      s.patch();
      const once = methods(s);
      expect(once).not.toEqual(before);
      s.patch();
      expect(methods(s)).toEqual(once);
      await s.call(s.client());
      expect(await s.recorder.spans(1)).toHaveLength(1);
      s.cases.unpatch();
      expect(methods(s)).toEqual(before);
    });

    it("keeps names, lengths and property attributes of what it replaces", () => {
      const s = subject();
      const shape = () => methods(s).map(({ value, ...rest }) => ({ ...rest, name: value.name, length: value.length }));
      const before = shape();
      s.patch();
      expect(shape()).toEqual(before);
    });

    // Contract 19
    it("leaves withOptions(), private fields and instanceof as they are", async () => {
      const s = subject();
      const Client = s.cases.clientClass(s.sdk);
      const spans = await s.compare(async () => {
        s.server.answer(s.main.reply);
        const client = s.client();
        const derived = derive(client);
        const url = has(client, "buildURL") ? build(client) : undefined;
        return [
          await s.call(derived),
          client instanceof Client,
          derived instanceof Client,
          derived.constructor.name,
          url,
        ];
      });
      expect(spans).toHaveLength(1);
    });

    it("records nothing and changes nothing while no client listens", async () => {
      const s = subject();
      await s.recorder.close();
      s.server.answer(s.main.reply, events(s.main.stream.frames));
      s.patch();
      expect(await s.call(s.client())).toBeDefined();
      expect(await collect(await s.stream(s.client()))).not.toHaveLength(0);
      expect(await s.recorder.spans()).toEqual([]);
    });
  });

  describe("wrapping", () => {
    // Contract 19
    it("returns the same client, traces it and what is derived from it, and no other", async () => {
      const s = subject();
      s.server.answer(s.main.reply);
      const client = s.client();
      expect(s.cases.wrap(client)).toBe(client);
      expect(client).toBeInstanceOf(s.cases.clientClass(s.sdk));
      await s.call(s.client());
      expect(await s.recorder.spans()).toHaveLength(0);
      await s.call(client);
      await s.call(derive(client));
      await s.call(derive(derive(client)));
      expect(await s.recorder.spans(3)).toHaveLength(3);
    });

    // Contract 6
    it("twice, and beside patching, is still one span per call", async () => {
      const s = subject();
      s.server.answer(s.main.reply);
      const client = s.cases.wrap(s.cases.wrap(s.client()));
      s.patch();
      await s.call(client);
      expect(await s.recorder.spans(1)).toHaveLength(1);
    });
  });

  // Contract 10
  describe("a mapper that throws", () => {
    it.each(["request", "response", "fold", "isContent", "normalize", "identify"] as const)(
      "in `%s` does no harm and is reported once",
      async (part) => {
        const s = subject();
        const faulty = withFault(s, part);
        const scenario = async () => {
          s.server.answer(s.main.reply, events(s.main.stream.frames));
          const client = s.client();
          return [await s.call(client), await collect(await s.stream(client))];
        };
        s.cases.unpatch();
        const bare = await scenario();
        patchProvider(faulty, s.sdk);
        try {
          expect(await scenario()).toEqual(bare);
          expect(await scenario()).toEqual(bare);
          expect(await s.recorder.spans(4)).toHaveLength(4);
          const faults = s.recorder.log.filter((line) => line.includes("mapper at fault"));
          expect(faults).toHaveLength(1);
        } finally {
          unpatchProvider(faulty);
        }
      },
    );
  });

  // Contract 10
  describe("an exporter that fails", () => {
    it.each([
      ["throws", false],
      ["throws on the caller's thread", true],
    ])("because it %s does no harm and is reported once", async (_, immediate) => {
      const s = subject();
      const scenario = async () => {
        s.server.answer(s.main.reply, events(s.main.stream.frames));
        const client = s.client();
        return [await s.call(client), await collect(await s.stream(client))];
      };
      s.cases.unpatch();
      const bare = await scenario();
      s.patch();
      const faulty = faultyClient(immediate);
      expect(await scenario()).toEqual(bare);
      expect(await scenario()).toEqual(bare);
      await faulty.client.flush();
      expect(faulty.log.filter((line) => line.includes("exporter at fault"))).toHaveLength(1);
      await faulty.client.shutdown();
    });
  });
}

/** A default client whose only exporter throws. */
function faultyClient(immediate: boolean) {
  const log: string[] = [];
  const note = (line: string) => void log.push(line);
  const logger = { debug() {}, info() {}, warn: note, error: note };
  const exporter = {
    name: "faulty",
    ...(immediate && { immediate: memoryExporter().immediate }),
    export(): never {
      throw new Error("exporter at fault");
    },
  };
  return { log, client: init({ exporters: [exporter], logger }) };
}

/** The provider's table with one function of every row, or of its own, that throws. */
function withFault(s: Subject, part: "request" | "response" | "fold" | "isContent" | "normalize" | "identify") {
  const fail = () => {
    throw new Error("mapper at fault");
  };
  const { provider } = s.cases;
  if (part === "identify") return defineProvider({ ...provider, identify: fail });
  const operations = provider.operations.map((row): Operation => (row[part] ? { ...row, [part]: fail } : row));
  return defineProvider({ ...provider, operations });
}

/** The methods of the SDK that the table names, as they are now. */
function methods(s: Subject): PropertyDescriptor[] {
  const Client = s.cases.clientClass(s.sdk);
  return s.cases.provider.operations.flatMap(({ owner, path }) => {
    const object = owner(Client);
    const descriptor = object && Object.getOwnPropertyDescriptor(object, path.split(".").at(-1) as string);
    return descriptor ? [descriptor] : [];
  });
}

/** A client made by `withOptions()`; the client itself where its SDK has none. */
function derive(client: object): object {
  if (!has(client, "withOptions")) return client;
  return (client as { withOptions(options: object): object }).withOptions({ timeout: 5_000 });
}

function build(client: object): string {
  return (client as { buildURL(path: string, query: object): string }).buildURL("/v1/models", { limit: 1 });
}
