import { describe, expect, it } from "vitest";
import type { Message, SpanDetail } from "../types.js";
import { hasConversation, readConversation, type ToolCall, type ToolResult } from "./turns.js";

const text = (content: string) => ({ type: "text", content });
const user = (content: string): Message => ({ role: "user", parts: [text(content)] });
const calls = (...ids: string[]): Message => ({
  role: "assistant",
  parts: ids.map((id) => ({ type: "tool_call", id, name: `tool-${id}`, arguments: { id } })),
});
const result = (id: string, response: unknown): Message => ({
  role: "tool",
  parts: [{ type: "tool_call_response", id, response }],
});

function spanWith(parts: Partial<SpanDetail>): SpanDetail {
  return parts as SpanDetail;
}

describe("readConversation", () => {
  it("puts each result to the call with its id, whatever the order of the results", () => {
    const { fresh } = readConversation(
      spanWith({ inputMessages: [user("weather?"), calls("a", "b"), result("b", "rain"), result("a", { sun: true })] }),
    );
    expect(fresh.map(({ role }) => role)).toEqual(["user", "assistant"]);
    const [a, b] = fresh[1]!.entries as ToolCall[];
    expect(a).toMatchObject({ name: "tool-a", result: { response: { sun: true } } });
    expect(b).toMatchObject({ name: "tool-b", result: { response: "rain" } });
  });

  it("leaves a new result below the divider when its call was seen before, and names its tool", () => {
    const { seen, fresh } = readConversation(
      spanWith({ inputMessages: [user("weather?"), calls("a"), result("a", "rain")], newInThisTurn: 2 }),
    );
    expect((seen[1]!.entries[0] as ToolCall).result).toBeUndefined();
    expect(fresh[0]!.entries[0] as ToolResult).toMatchObject({ kind: "tool-result", name: "tool-a", response: "rain" });
  });

  it("keeps a second result of one call as an entry of its own", () => {
    const { fresh } = readConversation(
      spanWith({ inputMessages: [calls("a"), result("a", "first"), result("a", "second")] }),
    );
    expect(fresh).toHaveLength(2);
    expect(fresh[1]!.entries[0]).toMatchObject({ kind: "tool-result", response: "second" });
  });

  it("takes the system messages that a conversation begins with for its instructions, and no later ones", () => {
    const system = (content: string): Message => ({ role: "system", parts: [text(content)] });
    const read = (newInThisTurn: number) =>
      readConversation(
        spanWith({ inputMessages: [system("be brief"), user("hi"), system("now longer")], newInThisTurn }),
      );
    expect(read(0).system).toMatchObject([{ part: { content: "be brief" }, path: "inputMessages.0.parts.0" }]);
    expect(read(0).fresh.map(({ key }) => key)).toEqual(["inputMessages.1", "inputMessages.2"]);
    expect(read(2).seen.map(({ key }) => key)).toEqual(["inputMessages.1"]);
    expect(read(2).fresh.map(({ key }) => key)).toEqual(["inputMessages.2"]);
  });

  it("keeps a developer's instructions apart from the system's", () => {
    const { system, systemRole, fresh } = readConversation(
      spanWith({
        systemInstructions: [text("be brief")],
        inputMessages: [{ role: "developer", parts: [text("be longer")] }],
      }),
    );
    expect([system.length, systemRole, fresh[0]!.role]).toEqual([1, "system", "developer"]);
    const { systemRole: first } = readConversation(
      spanWith({ inputMessages: [{ role: "developer", parts: [text("be longer")] }, user("hi")] }),
    );
    expect(first).toBe("developer");
  });

  it("does not pair calls and results without an id", () => {
    const call: Message = { role: "assistant", parts: [{ type: "tool_call", name: "now" }] };
    const answer: Message = { role: "tool", parts: [{ type: "tool_call_response", response: "noon" }] };
    expect(readConversation(spanWith({ inputMessages: [call, answer] })).fresh).toHaveLength(2);
  });

  it("reads a result that its writer called `result`, and says where it is in the payload", () => {
    const old: Message = { role: "tool", parts: [{ type: "tool_call_response", id: "x", result: "old" }] };
    const { fresh } = readConversation(spanWith({ inputMessages: [old] }));
    expect(fresh[0]!.entries[0]).toMatchObject({ response: "old", valuePath: "inputMessages.0.parts.0.result" });
  });

  it("splits input at the first message that is new, and keeps the output apart", () => {
    const { system, seen, fresh, output } = readConversation(
      spanWith({
        systemInstructions: [text("be kind")],
        inputMessages: [user("one"), user("two"), user("three")],
        outputMessages: [{ role: "assistant", parts: [text("four")], finish_reason: "stop" }],
        newInThisTurn: 2,
      }),
    );
    expect([system, seen, fresh, output].map((list) => list.length)).toEqual([1, 2, 1, 1]);
    expect(output[0]).toMatchObject({ role: "assistant", finishReason: "stop", key: "outputMessages.0" });
  });

  it("keeps a message that was empty to begin with", () => {
    expect(readConversation(spanWith({ inputMessages: [{ role: "user", parts: [] }] })).fresh).toHaveLength(1);
  });
});

describe("hasConversation", () => {
  it("is false for a span without messages", () => {
    expect(hasConversation(spanWith({ inputMessages: [] }))).toBe(false);
    expect(hasConversation(spanWith({ outputMessages: [user("x")] }))).toBe(true);
  });
});
