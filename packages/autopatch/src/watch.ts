import { type Provider, reportInternalError, unpatchProvider } from "@trace/core/instrument";
import { entryOf, type Format } from "./entry.js";
import { installHook } from "./hook.js";
import { loads, patchCopy } from "./loads.js";
import type { Packages } from "./package.js";

/** Patches every copy of the providers' SDKs that loads from now on, where the platform can tell. */
export function watch(packages: Packages, providers: readonly Provider[]): void {
  const { met, undo } = loads();
  const added = new Map(providers.filter(({ name }) => !met.has(name)).map((provider) => [provider.module, provider]));
  if (added.size === 0) return;
  const unhook = installHook(packages, added);
  for (const provider of added.values()) met.set(provider.name, (...copy) => meet(packages, provider, ...copy));
  undo.add(() => {
    unhook?.();
    for (const provider of added.values()) forget(provider);
  });
}

function forget(provider: Provider): void {
  const { copies, met } = loads();
  met.delete(provider.name);
  for (const [key, copy] of copies) if (copy.provider === provider.name) copies.delete(key);
  unpatchProvider(provider);
}

/** Runs inside an SDK's file as it loads, so whatever goes wrong stays here. */
function meet(packages: Packages, provider: Provider, sdk: object | undefined, address: string, format: Format): void {
  try {
    const path = packages.platform.url.fileURLToPath(address);
    const place = { version: packages.of(path)?.version, path, format };
    if (sdk) patchCopy(provider, sdk, place, "hook");
    // Most SDKs define the class in one file and export it from another. Once all have run, one must have had it.
    else queueMicrotask(() => missed(packages, provider, path, format));
  } catch (error) {
    reportInternalError(error, `autopatch ${provider.name}`);
  }
}

/** An SDK whose entry has run without a class of the name is one that nobody here knows yet. */
function missed(packages: Packages, provider: Provider, path: string, format: Format): void {
  const found = packages.of(path);
  if (!found || entryOf(packages.platform, found, format) !== path) return;
  const copies = [...loads().copies.values()];
  if (copies.some((copy) => copy.format === format && packages.of(copy.path)?.folder === found.folder)) return;
  patchCopy(provider, {}, { version: found.version, path, format }, "hook");
}
