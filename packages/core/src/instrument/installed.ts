import { TraceError } from "../error.js";
import { type PatchOptions, patchProvider } from "./patch.js";
import type { Provider } from "./provider.js";
import { findClass } from "./sdk.js";

/**
 * Patches what a caller of `patchX()` means: an SDK that is given alone or as the option `sdk`, else the copies that
 * the application has installed, ESM and CommonJS, which are loaded now if they are not yet.
 *
 * @throws TraceError when none is given and none is found.
 */
export function patchSdk(provider: Provider, given: object | undefined, options?: PatchOptions): void {
  const sdk = given && (findClass(given, provider.exportName) ? given : (given as { sdk?: object }).sdk);
  for (const copy of sdk ? [sdk] : installedCopies(provider)) patchProvider(provider, copy, options);
}

function installedCopies({ module, name }: Provider): object[] {
  const require = applicationRequire();
  const file = resolve(require, module);
  // SDKs put the ES module beside the CommonJS one; both are classes of their own.
  const copies = file ? [file, file.replace(/\.c?js$/, ".mjs")] : [];
  const loaded = [...new Set(copies)].flatMap((path) => load(require, path));
  if (loaded.length > 0) return loaded;
  throw new TraceError("sdk-not-found", `${name}: ${module} was not found from here; pass the SDK's class or module`);
}

/** `undefined` where programs have no packages: browsers, Workers. */
function applicationRequire(): NodeJS.Require | undefined {
  const { process } = globalThis as { process?: NodeJS.Process };
  const createRequire = process?.getBuiltinModule?.("node:module")?.createRequire;
  if (!process || !createRequire) return undefined;
  const entry = process.argv[1];
  const { realpathSync } = process.getBuiltinModule("node:fs");
  try {
    if (entry) return createRequire(realpathSync(entry));
  } catch {
    // The name that the process was started with need not be a file.
  }
  return createRequire(`${process.cwd()}/_`);
}

function resolve(require: NodeJS.Require | undefined, module: string): string | undefined {
  try {
    return require?.resolve(module);
  } catch {
    return undefined;
  }
}

/** A file may be missing, and Node before 22.12 gives no ES modules this way. */
function load(require: NodeJS.Require | undefined, path: string): object[] {
  try {
    return [require?.(path) as object];
  } catch {
    return [];
  }
}
