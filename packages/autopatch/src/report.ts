import { type Provider, state } from "@trace/core/instrument";
import type { Format } from "./entry.js";
import { type Asked, type Copy, loads, type Way } from "./loads.js";
import { Packages } from "./package.js";
import { findPlatform, seesLoading } from "./platform.js";
import { applicationRoots } from "./root.js";
import { table } from "./table.js";

/** What became of one copy of an SDK, or of a provider that has no copy in this process. */
export interface ProviderReport {
  provider: string;
  /** The npm package. */
  module: string;
  version?: string | undefined;
  /** The file that has the class, or the folder of a package that has not loaded. */
  path?: string | undefined;
  /** ESM and CommonJS have classes of their own, which are patched apart. */
  copy?: Format | undefined;
  /**
   * - `patched`: its calls are traced
   * - `pending`: it is patched when it loads
   * - `absent`: it is not installed where the application would find it
   * - `unsupported`: its calls are not traced, for the reason given
   * - `skipped`: nobody asked for it
   */
  status: "patched" | "pending" | "absent" | "unsupported" | "skipped";
  reason?: string | undefined;
  /** Milliseconds that it took, with loading where nobody had loaded it. */
  ms: number;
  /** `immediate`: fetched by `autopatch()`. `hook`: met as it loaded. `explicit`: by the provider's own function. */
  how?: Way | "explicit" | undefined;
}

/** The rows of a report; as text, a table. */
export interface Report extends Array<ProviderReport> {
  toString(): string;
}

/** Says what became of every provider, now. */
export function report(providers: readonly Provider[]): Report {
  const rows = providers.flatMap((provider) => {
    const copies = [...loads().copies.values()].filter((copy) => copy.provider === provider.name);
    return copies.length > 0 ? copies.map(copyRow) : [emptyRow(provider)];
  });
  return Object.defineProperty(rows, "toString", { value: () => table(rows) });
}

function copyRow({ format, ...copy }: Copy): ProviderReport {
  return { ...copy, copy: format };
}

function emptyRow(provider: Provider): ProviderReport {
  const { name, module } = provider;
  const asked = loads().asked.get(name);
  const row = { provider: name, module, ms: asked?.ms ?? 0 };
  if (isPatched(provider)) return { ...row, status: "patched", how: "explicit" };
  if (!asked) return { ...row, status: "skipped", reason: "autopatch() was not asked for it" };
  return { ...row, ...whyNone(provider, asked) };
}

function whyNone(
  { module }: Provider,
  { root }: Asked,
): Pick<ProviderReport, "status" | "reason" | "version" | "path"> {
  const platform = findPlatform();
  if (!platform)
    return {
      status: "unsupported",
      reason: "this platform has no packages to look at; patch or wrap clients explicitly",
    };
  const packages = new Packages(platform);
  const roots = applicationRoots(platform, root);
  const found = roots.map((folder) => packages.find(folder, module)).find(Boolean);
  if (!found) return { status: "absent", reason: `not found from ${roots.join(" or ")}` };
  const place = { version: found.version, path: found.folder };
  if (seesLoading(platform)) return { status: "pending", reason: "not loaded yet", ...place };
  return {
    status: "unsupported",
    reason: "the application does not depend on it, and this runtime cannot tell when it loads",
    ...place,
  };
}

/** Provider packages keep what they have patched under this name. */
function isPatched({ name }: Provider): boolean {
  const methods = state().patches.get(`methods ${name}`);
  return Array.isArray(methods) && methods.length > 0;
}
