import type { Exports, Package } from "./package.js";
import type { Platform } from "./platform.js";

/** The module format of one copy of an SDK. */
export type Format = "esm" | "cjs";

/** Returns the file that `import` or `require` of a package loads, if it has one in that format. */
export function entryOf(platform: Platform, found: Package, format: Format): string | undefined {
  const entry = target(platform, found, format);
  if (format === "cjs" || !entry || isModule(found, entry)) return entry;
  // A file that both load, and that does not say that it is an ES module, is CommonJS.
  return entry === target(platform, found, "cjs") ? undefined : entry;
}

function isModule({ manifest }: Package, file: string): boolean {
  return file.endsWith(".mjs") || (manifest.type === "module" && !file.endsWith(".cjs"));
}

function target({ fs, path }: Platform, { folder, manifest }: Package, format: Format): string | undefined {
  const { exports, main = "index.js" } = manifest;
  const relative = exports === undefined ? main : pick(mainExport(exports), conditions[format]);
  const file = relative && path.join(folder, relative);
  return file && fs.existsSync(file) ? file : undefined;
}

const conditions: Record<Format, ReadonlySet<string>> = {
  esm: new Set(["node", "import", "module-sync", "default"]),
  cjs: new Set(["node", "require", "module-sync", "default"]),
};

function mainExport(exports: Exports): Exports | undefined {
  if (typeof exports !== "object" || exports === null || Array.isArray(exports)) return exports;
  return Object.keys(exports).some((key) => key.startsWith(".")) ? exports["."] : exports;
}

/** Takes the first condition that holds, in the order in which the package lists them. */
function pick(target: Exports | undefined, holds: ReadonlySet<string>): string | undefined {
  if (typeof target === "string") return target;
  if (!target) return undefined;
  const choices = Array.isArray(target)
    ? target
    : Object.keys(target)
        .filter((key) => holds.has(key))
        .map((key) => target[key]);
  for (const choice of choices) {
    const found = pick(choice, holds);
    if (found) return found;
  }
  return undefined;
}
