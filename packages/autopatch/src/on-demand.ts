import type { Client } from "@trace/core";
import { initFromEnvironment, reportInternalError, state } from "@trace/core/instrument";

/**
 * Makes the default client from the environment when something first asks for it.
 *
 * What is preloaded runs before the application has read its own settings (`dotenv` and the like), so the first span
 * decides. An `init` of the application's own, before or after, takes over.
 */
export function initOnDemand(): void {
  const shared = state();
  if (Object.getOwnPropertyDescriptor(shared, "client")?.get || shared.client) return;
  Object.defineProperty(shared, "client", {
    configurable: true,
    enumerable: true,
    get(): Client | undefined {
      become(undefined);
      try {
        return initFromEnvironment();
      } catch (error) {
        reportInternalError(error, "init from the environment");
        return undefined;
      }
    },
    set: become,
  });

  function become(client: Client | undefined): void {
    Object.defineProperty(shared, "client", { value: client, configurable: true, enumerable: true, writable: true });
  }
}
