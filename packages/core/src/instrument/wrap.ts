import type { PatchOptions } from "./patch.js";
import type { Provider } from "./provider.js";

/**
 * Traces one client and every client derived from it by `withOptions()`, whichever copy of the SDK it comes from.
 * Returns the same client.
 */
export function wrapClient<Client extends object>(_provider: Provider, client: Client, _options?: PatchOptions): Client {
  return client;
}
