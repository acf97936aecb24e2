import type { LoadFnOutput } from "node:module";
import type { Provider } from "@trace/core/instrument";
import type { Packages } from "./package.js";
import { isClassFile, sdkFile } from "./sdk-file.js";

/**
 * Appends one line to the files that define an SDK's client class, whenever and from wherever they load.
 *
 * The line hands the class over. Everything above it stays where it was, so stack traces and source maps hold.
 *
 * @param providers by module; may grow while the hook is installed
 * @returns what takes the hook away, or `undefined` where Node has no such hooks (before 22.15)
 */
export function installHook(packages: Packages, providers: ReadonlyMap<string, Provider>): (() => void) | undefined {
  const hooks = packages.platform.module.registerHooks?.({
    load(address, context, nextLoad) {
      const loaded = nextLoad(address, context);
      const provider = isClassFile(address) ? findProvider(address, packages, providers) : undefined;
      return provider ? append(loaded, provider, address) : loaded;
    },
  });
  return hooks && (() => hooks.deregister());
}

function findProvider(address: string, packages: Packages, providers: ReadonlyMap<string, Provider>) {
  try {
    return sdkFile(packages.platform.url.fileURLToPath(address), packages, providers)?.provider;
  } catch {
    // Not a file: the address belongs to another loader.
    return undefined;
  }
}

function append(loaded: LoadFnOutput, provider: Provider, address: string): LoadFnOutput {
  if (!loaded.source) return loaded;
  const source = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source);
  return { ...loaded, source: source + registration(provider, address) };
}

/**
 * The line. It finds its way by the process's one state, and does nothing where that is gone or knows nobody. It tells
 * its format itself, since Node does not always know it before the file has run.
 */
function registration({ name, exportName }: Provider, address: string): string {
  const receiver = `globalThis[Symbol.for("trace.state.1")]?.patches.get("autopatch")?.met.get(${JSON.stringify(name)})`;
  const sdk = `typeof ${exportName}==="undefined"?undefined:${exportName}`;
  const format = 'typeof require==="undefined"?"esm":"cjs"';
  return `\n;${receiver}?.(${sdk},${JSON.stringify(address)},${format});\n`;
}
