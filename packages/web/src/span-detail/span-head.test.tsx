import { Tooltip } from "@base-ui/react/tooltip";
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { spanOf } from "../trace-tree/span-fixture.js";
import type { SpanSkeleton } from "../types.js";
import { SpanHead } from "./span-head.js";

afterEach(cleanup);

const below = { inputTokens: 5200, outputTokens: 310, cost: { usd: 0.0125, unknownCalls: 1 } };

function facts(span: SpanSkeleton): string {
  render(
    <Tooltip.Provider>
      <SpanHead span={span} below={below} zone="utc" />
    </Tooltip.Provider>,
  );
  return document.querySelector("dl")!.textContent!;
}

it("shows what everything below an agent used", () => {
  const text = facts(spanOf("turn 2", { type: "agent", duration: 3400 }));
  expect(text).toContain("Tokens5,200 → 310");
  expect(text).toContain("Cost$0.0125+");
});

it("shows a call's own figures once, whatever is below it", () => {
  const text = facts(spanOf("call", { usage: { inputTokens: 7, outputTokens: 2 }, cost: null }));
  expect(text).toContain("Tokens7 → 2");
  expect(text).toContain("Costunknown");
  expect(text).not.toContain("310");
});
