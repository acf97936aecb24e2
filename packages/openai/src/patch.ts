import { patchProvider, unpatchProvider, wrapClient } from "@trace/core/instrument";
import { openai } from "./provider.js";

/**
 * Traces every client of `openai`, built before or after. Doing it twice is doing it once.
 *
 * @param sdk The SDK's module or its `OpenAI` class.
 * @example
 * import OpenAI from "openai";
 * patchOpenAI(OpenAI);
 */
export function patchOpenAI(sdk: object): void {
  patchProvider(openai, sdk);
}

/** Puts the SDK's own functions back. */
export function unpatchOpenAI(): void {
  unpatchProvider(openai);
}

/** Traces one client, and those derived from it, and returns it. */
export function wrapOpenAI<Client extends object>(client: Client): Client {
  return wrapClient(openai, client);
}
