import type { Exports, Package } from "./package.js";
import type { Platform } from "./platform.js";

/** The module format of one copy of an SDK. */
export type Format = "esm" | "cjs";

/** Returns the file that `import` or `require` of a package loads. */
export function entryOf({ fs, path }: Platform, { folder, manifest }: Package, format: Format): string | undefined {
  const { exports, main = "index.js" } = manifest;
  const target = exports === undefined ? main : pick(mainExport(exports), conditions[format]);
  const file = target && path.join(folder, target);
  return file && fs.existsSync(file) ? file : undefined;
}

/** Returns the format of what `import` of the package loads. */
export function importFormat(platform: Platform, found: Package): Format | undefined {
  const entry = entryOf(platform, found, "esm");
  if (!entry) return undefined;
  if (entry.endsWith(".mjs") || entry !== entryOf(platform, found, "cjs")) return "esm";
  return found.manifest.type === "module" && !entry.endsWith(".cjs") ? "esm" : "cjs";
}

const conditions: Record<Format, ReadonlySet<string>> = {
  esm: new Set(["node", "import", "module-sync", "node-addons", "default"]),
  cjs: new Set(["node", "require", "module-sync", "node-addons", "default"]),
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
