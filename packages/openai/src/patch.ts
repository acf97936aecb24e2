import { patchSdk, unpatchProvider, wrapClient } from "@trace/core/instrument";
import { openai } from "./provider.js";

/** Options of `patchOpenAI`. */
export interface OpenAIOptions {
  /** The SDK's module or its `OpenAI` class. @default the copies that the application has installed */
  sdk?: object;
}

/**
 * Traces every client of `openai`, Azure's too, built before or after. Doing it twice is doing it once.
 *
 * @param options Options, or the SDK's module or class alone.
 * @throws TraceError when no SDK is given and none is installed.
 * @example
 * import OpenAI from "openai";
 * patchOpenAI(OpenAI);
 */
export function patchOpenAI(options?: OpenAIOptions | object): void {
  patchSdk(openai, options);
}

/** Puts the SDK's own functions back. */
export function unpatchOpenAI(): void {
  unpatchProvider(openai);
}

/**
 * Traces one client, and those derived from it by `withOptions()`, and returns it: the same object.
 *
 * @example
 * const client = wrapOpenAI(new OpenAI());
 */
export function wrapOpenAI<Client extends object>(client: Client): Client {
  return wrapClient(openai, client);
}
