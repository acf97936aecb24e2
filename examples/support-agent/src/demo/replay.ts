import { fileURLToPath } from "node:url";
import {
  type Exchange,
  type Pace,
  type ProviderReplay,
  readExchanges,
  replayMissingProviders,
} from "@trace/testing/replay";
import { type ModelUse, useOf } from "./usage.ts";

const folder = fileURLToPath(new URL("../../fixtures", import.meta.url));

/** Stands in for the providers without a key, with the example's own responses. */
export function startProviderReplay(): Promise<ProviderReplay> {
  return replayMissingProviders({ exchanges: readExchanges(folder), pace: paceOf });
}

/** What the replayed responses say was used; nothing where a real provider took part. */
export function replayedUse({ replay, replayed }: ProviderReplay): Map<string, ModelUse> | undefined {
  if (replayed.length < 2) return undefined;
  const served = new Set(replay.requests.map(({ exchange }) => exchange));
  return useOf(readExchanges(folder).filter(({ id }) => served.has(id)));
}

/** About half the time that these models take. */
function paceOf({ request: { path, model, stream } }: Exchange): Pace {
  if (path === "/v1/embeddings") return { first: 90 };
  if (path === "/v1/messages") return { first: stream ? 420 : 120, between: 16 };
  if (path === "/v1/responses") return { first: 450, between: 6 };
  return { first: model === "gpt-5.4-nano" ? 220 : 270, between: 5 };
}
