import type { CallHooks } from "./hooks.js";
import type { AnyFunction } from "./method.js";

/** Connects a method of an SDK with the request that the call makes below it. */
export interface RequestChannel {
  /** The call that is running its SDK method at this moment, until its first request takes it. */
  pending: RequestObserver | undefined;
  /** Calls by the resolved options of their request, which retries share. */
  readonly calls: WeakMap<object, RequestObserver>;
  /** Base URLs that answered 400 to a usage option. */
  readonly refusing: Set<string>;
}

/** A call as its HTTP attempts see it. */
export interface RequestObserver {
  attempts: number;
  /** Whether `prepare` may change the request. */
  readonly rewrites: boolean;
  prepare(options: RequestOptions): RequestOptions | Promise<RequestOptions>;
  /** Whether a failed request is to be sent again as it was before `prepare`. */
  refused(error: unknown): boolean;
}

/** The resolved options of one SDK request, which its retries share. */
export interface RequestOptions {
  body?: unknown;
  [option: string]: unknown;
}

/**
 * One loaded copy of an SDK: ESM, CommonJS, or another version.
 *
 * It hangs on every function that was patched, where another copy or version of this package finds it.
 */
export interface SdkCopy {
  /** Whether every client is traced, or only those in `clients`. */
  all: boolean;
  clients: WeakSet<object>;
  hooks: CallHooks | undefined;
  readonly channel: RequestChannel;
}

/** What a patched function remembers. */
export interface PatchMark {
  readonly original: AnyFunction;
  readonly copy: SdkCopy;
}

const mark = Symbol.for("trace.patched.1");

export function createCopy(): SdkCopy {
  return {
    all: false,
    clients: new WeakSet(),
    hooks: undefined,
    channel: { pending: undefined, calls: new WeakMap(), refusing: new Set() },
  };
}

/** Returns what a patched function remembers; `undefined` for any other value. */
export function readMark(value: unknown): PatchMark | undefined {
  return typeof value === "function" ? (value as { [mark]?: PatchMark })[mark] : undefined;
}

export function writeMark(fn: AnyFunction, value: PatchMark): void {
  Object.defineProperty(fn, mark, { value });
}
