import { patchProvider, unpatchProvider, wrapClient } from "@trace/core/instrument";
import { anthropic } from "./provider.js";

/** Options of `patchAnthropic` and `wrapAnthropic`. */
export interface AnthropicOptions {
  /** The SDK to trace: its module or its `Anthropic` class. @default the copy that the application has installed */
  sdk?: object;
}

/**
 * Traces every client of `@anthropic-ai/sdk`, built before or after. Doing it twice is doing it once.
 *
 * @param options Options, or the SDK's module or class alone.
 * @example
 * import Anthropic from "@anthropic-ai/sdk";
 * patchAnthropic(Anthropic);
 */
export function patchAnthropic(sdk: object): void {
  patchProvider(anthropic, sdk);
}

/** Puts the SDK's own functions back. */
export function unpatchAnthropic(): void {
  unpatchProvider(anthropic);
}

/** Traces one client, and those derived from it, and returns it. */
export function wrapAnthropic<Client extends object>(client: Client): Client {
  return wrapClient(anthropic, client);
}
