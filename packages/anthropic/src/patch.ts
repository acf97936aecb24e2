import { patchSdk, unpatchProvider, wrapClient } from "@trace/core/instrument";
import { anthropic } from "./provider.js";

/** Options of `patchAnthropic`. */
export interface AnthropicOptions {
  /** The SDK's module or its `Anthropic` class. @default the copies that the application has installed */
  sdk?: object;
}

/**
 * Traces every client of `@anthropic-ai/sdk`, built before or after. Doing it twice is doing it once.
 *
 * @param options Options, or the SDK's module or class alone.
 * @throws TraceError when no SDK is given and none is installed.
 * @example
 * import Anthropic from "@anthropic-ai/sdk";
 * patchAnthropic(Anthropic);
 */
export function patchAnthropic(options?: AnthropicOptions | object): void {
  patchSdk(anthropic, options);
}

/** Puts the SDK's own functions back. */
export function unpatchAnthropic(): void {
  unpatchProvider(anthropic);
}

/**
 * Traces one client, and those derived from it by `withOptions()`, and returns it: the same object.
 *
 * @example
 * const client = wrapAnthropic(new Anthropic());
 */
export function wrapAnthropic<Client extends object>(client: Client): Client {
  return wrapClient(anthropic, client);
}
