import type Fs from "node:fs";
import type Module from "node:module";
import type Path from "node:path";
import type Url from "node:url";

/** What finding and patching packages needs from the platform. */
export interface Platform {
  fs: typeof Fs;
  module: typeof Module;
  path: typeof Path;
  url: typeof Url;
  /** The file that the process was started with. */
  entry: string | undefined;
  workingDirectory: string;
}

/**
 * Returns the platform, or `undefined` where programs have no packages to look at: browsers, Workers, bundles for them.
 *
 * Asking the process keeps `node:` imports out of this package, so that every bundler can take it for every target.
 */
export function findPlatform(): Platform | undefined {
  const { process } = globalThis as { process?: NodeJS.Process };
  try {
    const module = process?.getBuiltinModule?.("node:module");
    if (!process || typeof module?.createRequire !== "function") return undefined;
    return {
      fs: process.getBuiltinModule("node:fs"),
      module,
      path: process.getBuiltinModule("node:path"),
      url: process.getBuiltinModule("node:url"),
      entry: process.argv?.[1],
      workingDirectory: process.cwd(),
    };
  } catch {
    // Some Workers have the function and refuse the modules.
    return undefined;
  }
}

/** Tells whether modules can be met as they load: not before Node 22.15, nor in other runtimes. */
export function seesLoading({ module }: Platform): boolean {
  return typeof module.registerHooks === "function";
}
