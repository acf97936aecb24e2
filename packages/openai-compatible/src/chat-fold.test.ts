import { describe, expect, it } from "vitest";
import type { ChatCompletion, WireMessage } from "./chat.js";
import { foldChat } from "./chat-fold.js";

/** Folds the deltas of one answer and returns its message. */
function fold(...deltas: WireMessage[]): WireMessage | null | undefined {
  return foldAll(deltas.map((delta) => ({ choices: [{ index: 0, delta }] })))?.choices?.[0]?.message;
}

function foldAll(chunks: ChatCompletion[]): ChatCompletion | undefined {
  return chunks.reduce<ChatCompletion | undefined>((result, chunk) => foldChat(result, chunk), undefined);
}

function call(fields: object): WireMessage {
  return { tool_calls: [fields] };
}

// Contract 27
describe("a chat that is put together from its chunks", () => {
  it("keeps parallel tool calls apart when their pieces come interleaved", () => {
    const message = fold(
      call({ index: 0, id: "a", type: "function", function: { name: "weather", arguments: "" } }),
      call({ index: 1, id: "b", type: "function", function: { name: "time", arguments: "" } }),
      call({ index: 0, function: { arguments: '{"city":' } }),
      call({ index: 1, function: { arguments: "{}" } }),
      call({ index: 0, function: { arguments: '"Oslo"}' } }),
    );
    expect(message?.tool_calls?.map(({ id, function: fn }) => [id, fn?.name, fn?.arguments])).toEqual([
      ["a", "weather", '{"city":"Oslo"}'],
      ["b", "time", "{}"],
    ]);
  });

  it("adds pieces without an index to the call that they name, else to the last one", () => {
    const message = fold(
      call({ id: "a", function: { name: "weather", arguments: "{" } }),
      call({ function: { arguments: "}" } }),
      call({ id: "b", function: { name: "time", arguments: "[" } }),
      call({ id: "a", function: { arguments: " " } }),
      call({ function: { arguments: "]" } }),
    );
    expect(message?.tool_calls?.map(({ function: fn }) => fn?.arguments)).toEqual(["{} ", "[]"]);
  });

  it("takes a new id with a name for a new call, also where every call has index 0", () => {
    const message = fold(
      call({ index: 0, id: "a", function: { name: "weather", arguments: "{}" } }),
      call({ index: 0, id: "b", function: { name: "time", arguments: "[]" } }),
    );
    expect(message?.tool_calls?.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("keeps a name that every piece repeats once", () => {
    const piece = (text: string) => call({ index: 0, id: "a", function: { name: "weather", arguments: text } });
    expect(fold(piece("{"), piece("}"))?.tool_calls).toMatchObject([
      { function: { name: "weather", arguments: "{}" } },
    ]);
  });

  it("keeps text that comes before tools", () => {
    const message = fold(
      { content: "Let me " },
      { content: "look." },
      call({ index: 0, id: "a", function: { name: "weather" } }),
    );
    expect(message).toMatchObject({ content: "Let me look.", tool_calls: [{ id: "a" }] });
  });

  it("leaves content null where there are only tools", () => {
    expect(fold({ role: "assistant", content: null }, call({ index: 0, id: "a" }))?.content).toBeNull();
  });

  it("keeps the answers of n > 1 apart and in order", () => {
    const result = foldAll([
      { choices: [{ index: 1, delta: { content: "B" } }] },
      { choices: [{ index: 0, delta: { content: "A" } }] },
      {
        choices: [
          { index: 1, delta: { content: "b" }, finish_reason: "stop" },
          { index: 0, delta: {}, finish_reason: "length" },
        ],
      },
    ]);
    expect(result?.choices?.map(({ message, finish_reason }) => [message?.content, finish_reason])).toEqual([
      ["A", "length"],
      ["Bb", "stop"],
    ]);
  });

  it("keeps refusals", () => {
    expect(fold({ refusal: "I " }, { refusal: "won't." })).toMatchObject({ content: null, refusal: "I won't." });
  });

  it.each(["reasoning_content", "reasoning"] as const)("keeps thoughts that are called %s", (field) => {
    expect(fold({ [field]: "Hm" }, { [field]: "m." }, { content: "4" })).toMatchObject({
      [field]: "Hmm.",
      content: "4",
    });
  });

  it("keeps audio and its transcript", () => {
    const message = fold(
      { audio: { id: "audio_1", transcript: "Hel" } },
      { audio: { data: "AAAA" } },
      { audio: { data: "BBBB", transcript: "lo" } },
      { audio: { expires_at: 5 } },
    );
    expect(message?.audio).toEqual({ id: "audio_1", transcript: "Hello", data: "AAAABBBB", expires_at: 5 });
  });

  it("keeps citations, of a message and of the whole answer", () => {
    const url = { type: "url_citation", url_citation: { url: "https://a.example" } };
    const result = foldAll([
      { choices: [{ index: 0, delta: { content: "See", annotations: [url] } }] },
      { choices: [], citations: ["https://b.example"] },
    ]);
    expect(result).toMatchObject({ citations: ["https://b.example"], choices: [{ message: { annotations: [url] } }] });
  });

  it("keeps content that comes as a list of parts", () => {
    expect(fold({ content: [{ type: "thinking", thinking: "Hm" }] }, { content: "Hi" })?.content).toEqual([
      { type: "thinking", thinking: "Hm" },
      { type: "text", text: "Hi" },
    ]);
  });

  it("takes legacy function calls together", () => {
    expect(
      fold({ function_call: { name: "weather", arguments: "{" } }, { function_call: { arguments: "}" } }),
    ).toMatchObject({
      function_call: { name: "weather", arguments: "{}" },
    });
  });

  it("counts usage once: the last value wins, Groq's own spelling too", () => {
    const usage = (prompt_tokens: number) => ({ prompt_tokens, completion_tokens: 1 });
    expect(foldAll([{ usage: usage(1) }, { usage: usage(5) }, { usage: null }])?.usage).toEqual(usage(5));
    expect(foldAll([{ choices: [] }, { x_groq: { usage: usage(7) } }])?.usage).toEqual(usage(7));
  });

  it("keeps nothing of a chunk that its reader may change", () => {
    const piece = { id: "a", function: { name: "weather", arguments: "{" } };
    const chunk = { choices: [{ index: 0, delta: { tool_calls: [piece], annotations: [{ url: "a" }] } }] };
    const result = foldChat(undefined, chunk);
    piece.function.arguments = "changed";
    chunk.choices[0]!.delta.annotations[0]!.url = "changed";
    chunk.choices.length = 0;
    expect(JSON.stringify(result)).not.toContain("changed");
  });

  it("survives chunks that say nothing", () => {
    expect(foldAll([{}, { choices: null }, { choices: [{}] }])).toMatchObject({
      choices: [{ message: { content: null } }],
    });
  });
});
