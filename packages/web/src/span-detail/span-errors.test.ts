import { describe, expect, it } from "vitest";
import { errorsOf } from "./span-errors.js";

const exception = (type: string, message: string) => ({
  name: "exception",
  time: 0,
  attributes: { "exception.type": type, "exception.message": message, "exception.stacktrace": `at ${type}` },
});

describe("errorsOf", () => {
  it("shows an exception that is the span's own error once, and takes its stack", () => {
    const error = { type: "RateLimitError", message: "slow down", statusCode: 429 };
    expect(errorsOf({ error, events: [exception("RateLimitError", "slow down")] })).toEqual([
      { ...error, stack: "at RateLimitError" },
    ]);
  });

  it("shows exceptions that the span survived", () => {
    expect(errorsOf({ events: [exception("Timeout", "late"), { name: "note", time: 0, attributes: {} }] })).toEqual([
      { type: "Timeout", message: "late", stack: "at Timeout" },
    ]);
  });

  it("prefers the stack that came with the error", () => {
    const error = { type: "Failure", message: "no" };
    expect(errorsOf({ error, errorStack: "own", events: [exception("Failure", "no")] })[0]!.stack).toBe("own");
  });
});
