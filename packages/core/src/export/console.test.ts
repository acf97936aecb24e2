import { expect, it } from "vitest";
import { consoleExporter, createClient } from "../index.js";

it("writes spans as lines below their parents, without content and without secrets", async () => {
  const lines: string[] = [];
  const client = createClient({ exporters: [consoleExporter({ write: (line) => lines.push(line) })] });
  client.trace("agent", { type: "agent", input: "hunter2" }, (root) => {
    root.generation("ask", (call) => {
      call.set({
        model: "gpt-5",
        usage: { inputTokens: 12, outputTokens: 34 },
        error: new Error("key sk-proj-a1B2c3D4e5F6g7H8i9"),
      });
    });
    root.span("step", () => {});
  });
  await client.shutdown();
  const text = lines
    .join("\n")
    .replace(/[0-9a-f]{32}/, "<trace>")
    .replace(/\d+ ms/g, "1 ms");
  expect(text).toBe(
    [
      "agent (agent) 1 ms [<trace>]",
      "  ask (generation) 1 ms, gpt-5, 12 → 34 tokens, error Error: key [REDACTED]",
      "  step (span) 1 ms",
    ].join("\n"),
  );
});
