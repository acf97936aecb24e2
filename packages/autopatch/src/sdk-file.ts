import type { Provider } from "@trace/core/instrument";
import type { Package, Packages } from "./package.js";

/** A file of an SDK that may define its client class. */
export interface SdkFile {
  package: Package;
  provider: Provider;
}

/** Tells by its name whether a file may define a client class. Addresses may end in another loader's query. */
export function isClassFile(file: string): boolean {
  return /[\\/](?:client|index)\.[cm]?js(?:\?|$)/.test(file);
}

/** Returns the provider, out of those given by module, to whose package a file belongs. */
export function sdkFile(
  file: string,
  packages: Packages,
  providers: ReadonlyMap<string, Provider>,
): SdkFile | undefined {
  const found = packages.of(file);
  const provider = found && providers.get(found.name);
  return provider && { package: found, provider };
}
