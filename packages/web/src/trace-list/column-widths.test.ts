import { expect, it } from "vitest";
import { columnWidths } from "./column-widths.js";
import { traceOf } from "./trace-fixture.js";

const pixels = (widths: Record<string, string>) =>
  Object.fromEntries(Object.entries(widths).map(([name, width]) => [name.slice(2), Number.parseFloat(width)]));

it("leaves columns without values the room of their headings alone", () => {
  expect(pixels(columnWidths([traceOf("a")]))).toEqual({ model: 50, user: 44, session: 50, tags: 32 });
});

it("makes columns as wide as their longest value, up to a limit", () => {
  const short = pixels(columnWidths([traceOf("a", { models: ["gpt-5-mini"], userId: "ada-lovelace" })]));
  const long = pixels(
    columnWidths([
      traceOf("a", { models: ["gpt-5-mini"], userId: "ada-lovelace" }),
      traceOf("b", { models: ["claude-sonnet-4-6", "other"], userId: "u".repeat(500), tags: ["plan:plus", "web"] }),
    ]),
  );
  expect(long.model).toBeGreaterThan(short.model!);
  expect(long.user).toBeGreaterThan(short.user!);
  expect(long.user).toBeLessThan(140);
  expect(long.tags).toBeGreaterThan(80);
});
