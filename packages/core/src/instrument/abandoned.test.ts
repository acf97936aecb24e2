import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.resetModules();
});

function abandonable() {
  const call = { watched: false, ended: 0, cancelled: () => void call.ended++ };
  return call;
}

// Contract 25, where the platform has no FinalizationRegistry.
it("gives a call up after a time limit, unless it has ended before", async () => {
  vi.stubGlobal("FinalizationRegistry", undefined);
  vi.useFakeTimers();
  const { forget, watchUntilCollected } = await import("./abandoned.js");
  const left = abandonable();
  const read = abandonable();
  watchUntilCollected({}, left);
  watchUntilCollected({}, read);
  forget(read);
  vi.advanceTimersByTime(60 * 60_000);
  expect([left.ended, read.ended]).toEqual([1, 0]);
});
