import type { Provider } from "@trace/core/instrument";
import type { Format } from "./entry.js";
import { patchDependencies, patchLoaded } from "./fetch.js";
import { loads } from "./loads.js";
import { Packages } from "./package.js";
import { findPlatform, seesLoading } from "./platform.js";
import { applicationRoots } from "./root.js";
import { watch } from "./watch.js";

/**
 * Patches what is there and watches for what comes.
 *
 * @param preloaded whether this runs before the application, when nothing can have been loaded yet
 */
export function start(providers: readonly Provider[], root?: string | URL, preloaded = false): void {
  const platform = findPlatform();
  const packages = platform && new Packages(platform);
  loads().preloaded ||= preloaded;
  const formats = packages ? watchAndPatch(packages, providers) : [];
  const roots = packages && (root !== undefined || formats.length > 0) ? applicationRoots(packages.platform, root) : [];
  for (const provider of providers) {
    const started = performance.now();
    if (packages) patchDependencies(packages, provider, roots, formats);
    loads().asked.set(provider.name, { root, ms: performance.now() - started });
  }
}

/** Returns the formats in which the application may have loaded an SDK without being seen. */
function watchAndPatch(packages: Packages, providers: readonly Provider[]): Format[] {
  watch(packages, providers);
  patchLoaded(packages, providers);
  if (!seesLoading(packages.platform)) return ["esm", "cjs"];
  return loads().preloaded || !mayHaveImported(packages) ? [] : ["esm"];
}

/** Nobody can list the ES modules of a process. A program that is CommonJS, and calls this from there, has none. */
function mayHaveImported(packages: Packages): boolean {
  const startedAsCommonJs = packages.require(packages.platform.workingDirectory).main;
  const calledFromCommonJs = typeof __filename === "string";
  return !(startedAsCommonJs && calledFromCommonJs);
}
