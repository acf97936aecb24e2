import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { spanOf } from "../trace-tree/span-fixture.js";
import type { SpanSkeleton } from "../types.js";
import { createScale } from "./scale.js";
import { SpanBar } from "./span-bar.js";

function show(parts: Partial<SpanSkeleton>, now?: number) {
  const { container } = render(<SpanBar span={spanOf("a", parts)} scale={createScale(0, 100)} now={now} />);
  const lane = container.firstElementChild as HTMLElement;
  const place = ["--left", "--width"].map((name) => Number(lane.style.getPropertyValue(name)));
  return { place, text: lane.textContent, firstToken: lane.querySelector<HTMLElement>("[title^=First]") };
}

afterEach(cleanup);

describe("SpanBar", () => {
  it("stands where the span was, with its duration", () => {
    expect(show({ startTime: 25, endTime: 75, duration: 50 })).toMatchObject({ place: [0.25, 0.5], text: "50 ms" });
  });

  it("marks the first token at its share of the span", () => {
    const { firstToken } = show({ startTime: 0, endTime: 100, duration: 100, timeToFirstToken: 25 });
    expect(firstToken!.style.left).toBe("25%");
    expect(firstToken!.title).toBe("First token after 25 ms");
  });

  it("reaches to the present for a span that runs", () => {
    expect(show({ startTime: 20, status: "pending" }, 80)).toMatchObject({ text: "60 ms" });
  });

  it("reaches to the end, without a duration, for a span whose process was lost", () => {
    expect(show({ startTime: 20, status: "lost" })).toMatchObject({ place: [0.2, 0.8], text: "" });
  });

  it("is a moment without duration for an event", () => {
    expect(show({ type: "event", startTime: 40 })).toMatchObject({ place: [0.4, 0], text: "" });
  });
});
