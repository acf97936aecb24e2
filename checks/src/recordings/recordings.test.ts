import Anthropic from "@anthropic-ai/sdk";
import { patchAnthropic, unpatchAnthropic } from "@trace/anthropic";
import { init, memoryExporter } from "@trace/core";
import { patchOpenAI, unpatchOpenAI } from "@trace/openai";
import { exchangeOf, loadRecordings, replayFetch, startReplay } from "@trace/testing/replay";
import LegacyAnthropic from "anthropic-sdk-0-39";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCall } from "./call.js";
import { type Difference, differences } from "./differences.js";
import { expectedFacts, type Facts, factsOf } from "./facts.js";
import { type Outcome, outcomeOf } from "./outcome.js";
import { type Result, summaryTable } from "./summary.js";

const providers = ["openai", "azure-openai", "anthropic", "deepseek", "xai"];
const recordings = loadRecordings({ providers });
const replay = await startReplay({ exchanges: recordings.map(exchangeOf) });
const memory = memoryExporter();
const bare = new Map<string, Outcome>();
const results: Result[] = [];
const met = new Set<Difference>();

beforeAll(async () => {
  for (const recording of recordings) bare.set(recording.id, await call(recording));
  init({ exporters: [memory], logLevel: "error" });
  patchOpenAI(OpenAI);
  patchAnthropic(Anthropic);
  patchAnthropic(LegacyAnthropic);
});

afterAll(async () => {
  unpatchOpenAI();
  unpatchAnthropic();
  await replay.close();
  console.log(summaryTable(results));
});

// Contracts 11 to 15, 21, 27 and 31, on what the providers really sent.
describe("a recorded exchange, replayed through the provider's SDK", () => {
  it.each(recordings.map((recording) => [recording.id, recording] as const))("%s", async (id, recording) => {
    const result: Result = { recording, matched: false, listed: 0 };
    results.push(result);
    memory.clear();
    const outcome = await call(recording);
    expect(outcome, "what the program sees").toEqual(bare.get(id));
    expect(outcome.error?.status, "the recorded status").toBe(recording.expect.error_status ?? undefined);
    expect(
      memory.spans.map(({ name }) => name),
      "one span",
    ).toHaveLength(1);

    const found = factsOf(memory.spans[0]!);
    const expected = expectedFacts(recording);
    const meant = differences.filter(({ recordings }) => recordings.test(id));
    for (const difference of meant) {
      for (const fact of difference.facts) {
        if (same(found, expected, fact)) continue;
        met.add(difference);
        result.listed++;
        Object.assign(expected, { [fact]: found[fact] });
      }
    }
    expect(found).toEqual(expected);
    result.matched = true;
  });

  it("differs from its span wherever a difference is listed", () => {
    const due = differences.filter((difference) => recordings.some(({ id }) => difference.recordings.test(id)));
    expect(due.filter((difference) => !met.has(difference))).toEqual([]);
  });
});

function call(recording: (typeof recordings)[number]): Promise<Outcome> {
  return outcomeOf(() => makeCall(recording, replayFetch(replay, recording.id)));
}

function same(a: Facts, b: Facts, fact: keyof Facts): boolean {
  return JSON.stringify(a[fact]) === JSON.stringify(b[fact]);
}
