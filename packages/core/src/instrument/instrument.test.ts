import { beforeEach, describe, expect, it, vi } from "vitest";
import { init } from "../client.js";
import { currentContext } from "../context.js";
import { type MemoryExporter, memoryExporter } from "../export/memory.js";
import { state } from "../state.js";
import { fakeProvider, fakeSdk } from "./fake-sdk.js";
import { patchProvider, unpatchProvider, wrapClient } from "./index.js";

let memory: MemoryExporter;
let log: string[];
let provider: ReturnType<typeof fakeProvider>;
let count = 0;

beforeEach(() => {
  memory = memoryExporter();
  log = [];
  const note = (line: string) => void log.push(line);
  init({ exporters: [memory], logger: { debug() {}, info() {}, warn: note, error: note } });
  log.length = 0;
  state().reported.clear();
  provider = fakeProvider(`fake-${count++}`);
});

const question = { model: "m", text: "Hi" };

/** Loads this package again, as a second version of it in the same process would be. */
async function otherCopy(): Promise<typeof import("./index.js")> {
  vi.resetModules();
  return import("./index.js");
}

describe("a method that returns a plain promise", () => {
  it("gives its result and records it", async () => {
    const Sdk = fakeSdk();
    patchProvider(provider, Sdk);
    expect(await new Sdk().chats.ask(question)).toEqual({ text: "re: Hi" });
    expect(memory.spans).toMatchObject([
      {
        name: "chat m",
        type: "generation",
        status: "ok",
        output: [{ role: "assistant", parts: [{ type: "text", content: "re: Hi" }] }],
        usage: { outputTokens: 6 },
        attributes: { "server.address": "fake.example", "server.port": 81 },
      },
    ]);
  });

  it("rejects with its own error", async () => {
    const Sdk = fakeSdk();
    patchProvider(provider, Sdk);
    await expect(new Sdk().chats.ask({ ...question, text: "fail" })).rejects.toThrow(RangeError);
    expect(memory.spans).toMatchObject([{ status: "error", error: { type: "RangeError", message: "failed" } }]);
  });
});

describe("a method that returns or throws at once", () => {
  it("does so traced as well", () => {
    const Sdk = fakeSdk();
    patchProvider(provider, Sdk);
    const { chats } = new Sdk();
    expect(chats.now(question)).toBe("Hi");
    expect(() => chats.now({ ...question, text: "fail" })).toThrow(RangeError);
    expect(memory.spans.map(({ status }) => status)).toEqual(["ok", "error"]);
  });
});

// Contract 7
describe("an SDK whose shape is not known", () => {
  it("is left alone, with one warning that names it, however often it is tried", () => {
    const odd = { Client: class {} };
    const result = patchProvider(provider, odd);
    patchProvider(provider, odd);
    expect(result).toMatchObject({ status: "unsupported", operations: [], reason: expect.any(String) });
    expect(log.filter((line) => line.includes(provider.module))).toHaveLength(1);
  });

  it("is traced as far as it is known, and what is missing is named", async () => {
    const Sdk = fakeSdk();
    Reflect.deleteProperty(Sdk.Chats.prototype, "now");
    const result = patchProvider(provider, Sdk);
    expect(result).toEqual({ status: "patched", operations: ["chats.ask"], reason: "not found: chats.now" });
    expect(log).toHaveLength(1);
    await new Sdk().chats.ask(question);
    expect(memory.spans).toHaveLength(1);
  });

  it("keeps methods that cannot be replaced", () => {
    const Sdk = fakeSdk();
    Object.freeze(Sdk.Chats.prototype);
    expect(patchProvider(provider, Sdk).status).toBe("unsupported");
    expect(new Sdk().chats.now(question)).toBe("Hi");
  });
});

describe("what is called the SDK", () => {
  it.each([
    ["the class", (Sdk: object) => Sdk],
    ["a module that exports it", (Sdk: object) => ({ Client: Sdk })],
    ["a module whose default it is", (Sdk: object) => ({ default: Sdk })],
    ["CommonJS exports inside a default", (Sdk: object) => ({ default: { Client: Sdk } })],
  ])("may be %s", (_, given) => {
    const Sdk = fakeSdk();
    expect(patchProvider(provider, given(Sdk)).status).toBe("patched");
  });
});

// Contract 6
describe("patching by two versions of this package", () => {
  it("wraps once, and either can undo it", async () => {
    const Sdk = fakeSdk();
    const original = Sdk.Chats.prototype.ask;
    patchProvider(provider, Sdk);
    const patched = Sdk.Chats.prototype.ask;
    const other = await otherCopy();
    expect(other.patchProvider).not.toBe(patchProvider);
    expect(other.patchProvider(provider, Sdk).status).toBe("patched");
    expect(Sdk.Chats.prototype.ask).toBe(patched);
    await new Sdk().chats.ask(question);
    expect(memory.spans).toHaveLength(1);
    other.unpatchProvider(provider);
    expect(Sdk.Chats.prototype.ask).toBe(original);
  });

  it("widens what the other has wrapped for one client", async () => {
    const Sdk = fakeSdk();
    wrapClient(provider, new Sdk());
    const other = await otherCopy();
    other.patchProvider(provider, Sdk);
    await new Sdk().chats.ask(question);
    expect(memory.spans).toHaveLength(1);
  });
});

describe("a method that somebody else has wrapped after us", () => {
  it("keeps their wrapper when we leave, and is not traced any more", async () => {
    const Sdk = fakeSdk();
    patchProvider(provider, Sdk);
    const ours = Sdk.Chats.prototype.ask;
    let theirs = 0;
    Sdk.Chats.prototype.ask = function (body) {
      theirs++;
      return ours.call(this, body);
    };
    unpatchProvider(provider);
    await new Sdk().chats.ask(question);
    expect(theirs).toBe(1);
    expect(memory.spans).toHaveLength(0);
    patchProvider(provider, Sdk);
    await new Sdk().chats.ask(question);
    expect(memory.spans).toHaveLength(1);
  });
});

describe("a trace that is not sampled", () => {
  it("leaves calls as they are, and keeps what runs inside them from being sampled", async () => {
    init({ exporters: [memory], sampleRate: 0, logLevel: "silent" });
    const Sdk = fakeSdk();
    patchProvider(provider, Sdk);
    let inside: boolean | undefined;
    const text = {
      toString() {
        inside = currentContext().span?.sampled;
        return "Hi";
      },
    };
    expect(await new Sdk().chats.ask({ ...question, text: text as never })).toEqual({ text: "re: Hi" });
    expect(inside).toBe(false);
    expect(memory.spans).toHaveLength(0);
  });
});

it("names the option when what is to be wrapped is no client", () => {
  expect(() => wrapClient(provider, undefined as never)).toThrow(/client/);
});
