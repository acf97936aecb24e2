import type { Provider } from "@trace/core/instrument";
import { entryOf, type Format } from "./entry.js";
import { loads, patchCopy, remember } from "./loads.js";
import type { Package, Packages } from "./package.js";
import { isClassFile, sdkFile } from "./sdk-file.js";

/** Patches every CommonJS copy that has loaded, nested duplicates too. Loads nothing. */
export function patchLoaded(packages: Packages, providers: readonly Provider[]): void {
  const byModule = new Map(providers.map((provider) => [provider.module, provider]));
  const { cache } = packages.require(packages.platform.workingDirectory);
  for (const file of Object.keys(cache).filter(isClassFile)) {
    const found = sdkFile(file, packages, byModule);
    const sdk = found && classIn(cache[file]?.exports, found.provider);
    const format = file.endsWith(".mjs") ? "esm" : "cjs";
    if (sdk) patchCopy(found.provider, sdk, { version: found.package.version, path: file, format }, "immediate");
  }
}

/**
 * Gets the copies of an SDK that the application depends on, and patches them. What nobody has loaded is loaded now.
 *
 * Node keeps one cache of ES modules for `import` and `require`: requiring the entry that `import` takes gives the very
 * classes that the application has, also while the modules around them still wait to run.
 */
export function patchDependencies(packages: Packages, provider: Provider, roots: string[], formats: Format[]): void {
  const found = roots.flatMap((root) => packages.dependencies(root, provider.module));
  for (const one of found) for (const format of formats) patchEntry(packages, provider, one, format);
}

function patchEntry(packages: Packages, provider: Provider, found: Package, format: Format): void {
  const path = entryOf(packages.platform, found, format);
  if (!path) return;
  const place = { version: found.version, path, format };
  const { size } = loads().copies;
  const started = performance.now();
  const ms = () => performance.now() - started;
  const finish = (exports: object) => {
    const copy = patchCopy(provider, classIn(exports, provider) ?? exports, place, "immediate");
    // The hook may have met the class while it loaded here.
    if (loads().copies.size > size) Object.assign(copy, { how: "immediate", ms: ms() });
  };
  const fail = (error: Error) => {
    const reason = `it could not be loaded: ${String(error?.message).split("\n")[0]}`;
    remember(provider, {}, { ...place, status: "unsupported", reason, how: "immediate", ms: ms() });
  };
  try {
    finish(packages.require(found.folder)(path));
  } catch (error) {
    if (mayBeImported(error)) importFile(packages, path).then(finish).catch(fail);
    else fail(error as Error);
  }
}

/**
 * `require` gives no ES module before Node 22.12, none that awaits at its top level, and none that is just loading,
 * which Node 20 calls an internal fault.
 */
function mayBeImported(error: unknown): boolean {
  return /^ERR_(REQUIRE|INTERNAL_ASSERTION)/.test((error as NodeJS.ErrnoException).code ?? "");
}

function importFile({ platform }: Packages, path: string): Promise<object> {
  return import(/* webpackIgnore: true */ /* @vite-ignore */ platform.url.pathToFileURL(path).href);
}

function classIn(exports: unknown, { exportName }: Provider): object | undefined {
  const sdk = (exports as Record<string, unknown> | undefined)?.[exportName];
  return typeof sdk === "function" ? sdk : undefined;
}
