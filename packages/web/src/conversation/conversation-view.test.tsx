import { Tooltip } from "@base-ui/react/tooltip";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { createTextSource } from "../payload/text-source.js";
import type { SpanDetail } from "../types.js";
import { ConversationView } from "./conversation-view.js";
import { readConversation } from "./turns.js";

const source = createTextSource({ cut: [] }, () => Promise.reject(new Error("nothing is cut")));
const message = (role: string, content: string) => ({ role, parts: [{ type: "text", content }] });

function show(parts: Partial<SpanDetail>) {
  const span = { status: "ok", ...parts } as SpanDetail;
  return render(
    <Tooltip.Provider>
      <ConversationView conversation={readConversation(span)} span={span} source={source} />
    </Tooltip.Provider>,
  );
}

afterEach(cleanup);

describe("ConversationView", () => {
  it("folds what the model had seen, and opens it on demand", () => {
    show({ inputMessages: [message("user", "old"), message("user", "new")], newInThisTurn: 1 });
    expect(screen.queryByText("old")).toBeNull();
    expect(screen.getByText("New in this turn")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show 1 earlier message" }));
    expect(screen.getByText("old")).toBeTruthy();
  });

  it("shows a tool call with its arguments, also when they came as text, and its result", () => {
    show({
      inputMessages: [
        { role: "assistant", parts: [{ type: "tool_call", id: "1", name: "weather", arguments: '{"city":"Oslo"}' }] },
        { role: "tool", parts: [{ type: "tool_call_response", id: "1", response: "rain" }] },
      ],
    });
    expect(screen.getByText("weather")).toBeTruthy();
    expect(screen.getByText("city:")).toBeTruthy();
    expect(screen.getByText("rain")).toBeTruthy();
  });

  it("shows broken arguments as the model wrote them", () => {
    show({
      outputMessages: [
        { role: "assistant", parts: [{ type: "tool_call", name: "weather", arguments: '{"city":"Os' }] },
      ],
    });
    expect(screen.getByText('{"city":"Os')).toBeTruthy();
  });

  it("keeps reasoning folded", () => {
    show({
      outputMessages: [{ role: "assistant", parts: [{ type: "reasoning", content: `${"hm ".repeat(80)}the end` }] }],
    });
    expect(screen.queryByText(/the end/)).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /Reasoning/ }));
    expect(screen.getByText(/the end/)).toBeTruthy();
  });

  it("draws the last messages of a long conversation and the ones before on demand", () => {
    show({ inputMessages: Array.from({ length: 500 }, (_, i) => message("user", `message ${i}`)) });
    expect(screen.getByText("message 499")).toBeTruthy();
    expect(screen.queryByText("message 0")).toBeNull();
    expect(screen.getAllByRole("article")).toHaveLength(60);
    fireEvent.click(screen.getByRole("button", { name: /messages before/ }));
    expect(screen.getAllByRole("article")).toHaveLength(180);
  });

  it.each([
    ["pending", "Waiting for the answer"],
    ["lost", "No answer arrived before the process fell silent."],
    ["ok", "No answer was recorded."],
  ] as const)("says why there is no answer when the span is %s", (status, text) => {
    show({ status, inputMessages: [message("user", "hello")] });
    expect(screen.getByText(text)).toBeTruthy();
  });

  it("shows an image as what is known of it", () => {
    show({
      inputMessages: [
        { role: "user", parts: [{ type: "blob", modality: "image", mime_type: "image/png", byte_size: 4200 }] },
      ],
    });
    expect(screen.getByText("image · image/png · 4.2 kB")).toBeTruthy();
  });
});
