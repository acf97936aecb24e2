import { event, score, span, trace } from "@trace/core";
import { afterEach, expect, it } from "vitest";
import { createRecorder, type Recorder } from "./recorder.js";

let recorder: Recorder;

afterEach(() => recorder.close());

it("gives the spans of the default client in the order of their start, whatever the order of their end", async () => {
  recorder = createRecorder();
  trace("root", () => {
    span("first", () => event("moment"));
    span("second", () => {});
  });
  expect((await recorder.spans()).map(({ name }) => name)).toEqual(["root", "first", "moment", "second"]);
});

it("waits for spans that end later", async () => {
  recorder = createRecorder();
  setTimeout(() => span("late", () => {}), 30);
  expect(await recorder.spans(1)).toMatchObject([{ name: "late" }]);
});

it("keeps scores and warnings, and forgets everything on reset", async () => {
  recorder = createRecorder();
  span("scored", (current) => {
    score({ name: "good", value: true });
    current.cost = -1;
  });
  expect(recorder.scores).toMatchObject([{ name: "good", value: true }]);
  expect(recorder.log).toHaveLength(1);
  recorder.reset();
  expect(await recorder.spans()).toEqual([]);
  expect([...recorder.scores, ...recorder.log]).toEqual([]);
  span("again", (current) => {
    current.cost = -1;
  });
  // What was reported to one test is reported to the next one, too.
  expect(recorder.log).toHaveLength(1);
});

it("records nothing once it is closed", async () => {
  recorder = createRecorder();
  await recorder.close();
  span("after", () => {});
  expect(await recorder.spans()).toEqual([]);
});
