import { type Provider, patchProvider, state } from "@trace/core/instrument";
import type { Format } from "./entry.js";

/** How a copy was reached: fetched by `autopatch()` itself, or met when it loaded. */
export type Way = "immediate" | "hook";

/** Where a copy was found. */
export interface Place {
  version: string | undefined;
  path: string;
  format: Format;
}

/** One copy of an SDK in this process. ESM and CommonJS classes are copies of their own, and so is each version. */
export interface Copy extends Place {
  readonly provider: string;
  readonly module: string;
  readonly status: "patched" | "unsupported";
  readonly reason: string | undefined;
  how: Way;
  /** Milliseconds that it took, with loading where nobody had loaded it. */
  ms: number;
}

/** Receives the class of an SDK's file when the file has run; `undefined` where the file has no such class. */
export type Met = (sdk: object | undefined, address: string, format: Format) => void;

/** What has been met in this process. Copies and versions of this package share it, so its shape keeps. */
export interface Loads {
  /** By provider. The line that the hook appends calls one of these. */
  readonly met: Map<string, Met>;
  /** By class; by module where a module has no such class. */
  readonly copies: Map<object, Copy>;
  /** What `autopatch()` was asked to do, by provider. */
  readonly asked: Map<string, Asked>;
  /** Whether modules are watched since before the application's first. */
  preloaded: boolean;
  /** What `off` does. */
  readonly undo: Set<() => void>;
}

/** One provider's part of an `autopatch()` call. */
export interface Asked {
  root: string | URL | undefined;
  /** Milliseconds that it took. */
  ms: number;
}

/** Returns what the process has met. */
export function loads(): Loads {
  const { patches } = state();
  const known = patches.get("autopatch") as Loads | undefined;
  if (known) return known;
  const created: Loads = { met: new Map(), copies: new Map(), asked: new Map(), preloaded: false, undo: new Set() };
  patches.set("autopatch", created);
  return created;
}

/** Patches a copy unless that has been done, and remembers what came of it. */
export function patchCopy(provider: Provider, sdk: object, place: Place, how: Way): Copy {
  const { copies } = loads();
  const known = copies.get(sdk);
  if (known) return known;
  const started = performance.now();
  const { status, reason } = patchProvider(provider, sdk);
  return remember(provider, sdk, { ...place, status, reason, how, ms: performance.now() - started });
}

/** Remembers what came of a copy. */
export function remember(provider: Provider, sdk: object, result: Omit<Copy, "provider" | "module">): Copy {
  const copy = { provider: provider.name, module: provider.module, ...result };
  loads().copies.set(sdk, copy);
  return copy;
}
