import { it } from "vitest";
import { createRedactor } from "../redact/redactor.js";
import { createFinish } from "./finish.js";
import { encodeProtobuf, reuseBody } from "./otlp-protobuf.js";
import { record, resolved } from "./test-record.js";

// What export costs beside the least that any exporter must do: say the content once, as UTF-8.
const options = resolved();
const finish = createFinish(options, createRedactor(options));
const words = "The customer asked about order 4711 and wants to know when it will arrive at the door. ".repeat(23);
let calls = 0;

function conversation(messages: number) {
  return Array.from({ length: messages }, (_, index) => ({
    role: index % 2 ? "assistant" : "user",
    // A text that exists for the first time, as after parsing a request.
    parts: [{ type: "text", content: Buffer.from(`${calls++} ${words}`).toString("latin1", 0, 2000) }],
  }));
}

it.for([
  { size: "2 KB", messages: 1 },
  { size: "200 KB", messages: 100 },
])("exports a call of $size for little more than saying it once", async ({ messages }, { bench }) => {
  await bench.compare(
    bench("one stringify and UTF-8", () => {
      Buffer.from(JSON.stringify(conversation(messages)));
    }),
    bench("normalise, redact, encode", () => {
      const input = conversation(messages);
      const span = finish(record({ type: "generation", input, model: { normalize: () => ({ input }) } }));
      reuseBody(encodeProtobuf({ spans: [span], resource: {} }));
    }),
  );
});

it("exports a plain span in microseconds", async ({ bench }) => {
  await bench("normalise, redact, encode", () => {
    encodeProtobuf({ spans: [finish(record())], resource: {} });
  }).run();
});
