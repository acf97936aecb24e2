import { expect, it } from "vitest";
import { messageText, payloadText } from "./document.js";

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

it("takes from a message what was said, tool calls and results included, and not how it is labelled", () => {
  const message = {
    role: "assistant",
    finish_reason: "tool_call",
    parts: [
      { type: "text", content: "let me look" },
      { type: "tool_call", id: "call_1", name: "find_order", arguments: { id: "FE-20418", type: "return" } },
      { type: "tool_call_response", id: "call_1", response: [{ status: "lost" }] },
      { type: "blob", modality: "image", content: "aGVsbG8=" },
    ],
  };
  expect(lines(messageText(JSON.stringify(message)))).toEqual([
    "let me look",
    "find_order",
    "FE-20418",
    "return",
    "lost",
  ]);
  expect(lines(messageText('{"type":"text","content":"be kind"}'))).toEqual(["be kind"]);
  expect(lines(messageText("{broken"))).toEqual(["{broken"]);
});

it("takes from a payload every text of input, output, metadata and stack, and nothing else", () => {
  const payload = {
    input: { id: "a", deep: [{ type: "b" }] },
    output: "c",
    metadata: { plan: "d" },
    attributes: { x: "e" },
    scope: { name: "f" },
  };
  expect(lines(payloadText(JSON.stringify(payload)))).toEqual(["a", "b", "c", "d"]);
});

it("passes over encoded bytes and the far end of very long texts", () => {
  expect(payloadText(JSON.stringify({ input: "QUJD".repeat(1000), output: "word" }))).toBe("word");
  expect(payloadText(JSON.stringify({ input: "a b ".repeat(100_000) })).length).toBe(200_000);
});
