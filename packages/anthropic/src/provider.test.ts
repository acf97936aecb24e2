import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import Anthropic from "@anthropic-ai/sdk";
import { patchSdk } from "@trace/core/instrument";
import { createRecorder } from "@trace/testing";
import { json, startStubServer } from "@trace/testing/provider-suite";
import { afterEach, describe, expect, it } from "vitest";
import { patchAnthropic, unpatchAnthropic } from "./index.js";
import { anthropic, identify } from "./provider.js";

afterEach(() => unpatchAnthropic());

describe("who serves a call", () => {
  class AnthropicBedrock {}
  class AnthropicVertex {}
  const clients: [string, object | undefined, string | undefined, string][] = [
    ["what the client says", { _genAIProviderName: "aws.bedrock" }, undefined, "aws.bedrock"],
    ["the client's class", new AnthropicBedrock(), undefined, "aws.bedrock"],
    ["the client's class", new AnthropicVertex(), undefined, "gcp.vertex_ai"],
    ["the host", {}, "https://bedrock-runtime.eu-west-1.amazonaws.com", "aws.bedrock"],
    ["the host", {}, "https://bedrock-mantle.us-east-1.api.aws/anthropic", "aws.bedrock"],
    ["the host", {}, "https://us-east5-aiplatform.googleapis.com/v1", "gcp.vertex_ai"],
    ["nothing that speaks against it", {}, "https://api.anthropic.com", "anthropic"],
    ["nothing that speaks against it", undefined, undefined, "anthropic"],
  ];

  it.each(clients)("is told by %s", (_, client, baseURL, provider) => {
    expect(identify({ client, baseURL })).toBe(provider);
  });

  it("is told by a real client's own word for itself", () => {
    expect(identify({ client: new Anthropic({ apiKey: "x" }), baseURL: "https://api.anthropic.com" })).toBe(
      "anthropic",
    );
  });
});

describe("patchAnthropic", () => {
  it.each([
    ["the class", Anthropic],
    ["the class as an option", { sdk: Anthropic }],
    ["a module", { default: Anthropic, Anthropic }],
    ["a module as an option", { sdk: { default: Anthropic, Anthropic } }],
  ])("takes %s", (_, given) => {
    const before = Anthropic.Messages.prototype.create;
    patchAnthropic(given);
    expect(Anthropic.Messages.prototype.create).not.toBe(before);
    unpatchAnthropic();
    expect(Anthropic.Messages.prototype.create).toBe(before);
  });
});

describe("patchAnthropic without an SDK", () => {
  const [, started] = process.argv;

  afterEach(() => {
    process.argv[1] = started as string;
  });

  it("finds the copies that the started program gets, ESM and CommonJS", () => {
    process.argv[1] = fileURLToPath(import.meta.url);
    const copies = [Anthropic, createRequire(import.meta.url)("@anthropic-ai/sdk").Anthropic as typeof Anthropic];
    const before = copies.map((copy) => copy.Messages.prototype.create);
    patchAnthropic();
    expect(copies.filter((copy, index) => copy.Messages.prototype.create === before[index])).toEqual([]);
    unpatchAnthropic();
    expect(copies.map((copy) => copy.Messages.prototype.create)).toEqual(before);
  });

  it("says what to do where the program has none", () => {
    const absent = { ...anthropic, module: "@anthropic-ai/absent" };
    expect(() => patchSdk(absent, undefined)).toThrow(
      expect.objectContaining({ name: "TraceError", code: "sdk-not-found", message: expect.stringContaining("pass") }),
    );
  });
});

// Contract 31
it("counts tokens for free: the count is output, not usage", async () => {
  const recorder = createRecorder();
  const server = await startStubServer();
  server.answer(json({ input_tokens: 14 }));
  patchAnthropic(Anthropic);
  const client = new Anthropic({ apiKey: "x", baseURL: server.url });
  await client.messages.countTokens({ model: "claude-sonnet-5-5", messages: [{ role: "user", content: "Hi" }] });
  const [span] = await recorder.spans(1);
  expect(span).toMatchObject({ type: "span", usage: undefined, output: { input_tokens: 14 } });
  expect(Object.keys(span?.attributes ?? {}).filter((name) => name.includes("usage"))).toEqual([]);
  await server.close();
});
