import { exchangeOf, loadRecordings, replayFetch, startReplay } from "@trace/testing/replay";
import { expect, it } from "vitest";
import { makeCall } from "./call.js";
import { outcomeOf } from "./outcome.js";

const recordings = loadRecordings({ providers: ["openai", "azure-openai", "anthropic", "deepseek", "xai"] });
const replay = await startReplay({ exchanges: recordings.map(exchangeOf) });
it.each(recordings.map((r) => [r.id, r] as const))("%s", async (_, r) => {
  const o = await outcomeOf(() => makeCall(r, replayFetch(replay, r.id)));
  expect(o.error?.status ?? 200).toBe(r.response.status);
  if (r.streaming && r.response.status < 400) expect((o.result as []).length).toBeGreaterThan(1);
});
