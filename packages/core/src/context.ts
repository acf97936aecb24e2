import type { ContextValues } from "./record.js";
import type { Span } from "./span.js";
import { state } from "./state.js";

/** A span in another process. */
export interface RemoteParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
}

/** What flows through `await`, timers and callbacks. Never changed, only replaced. */
export interface Context {
  readonly span: Span | undefined;
  readonly remote: RemoteParent | undefined;
  readonly values: ContextValues;
}

/** What `withContext` takes: everything below inherits it. */
export interface ContextOptions extends Omit<ContextValues, "tags"> {
  /** Added to the tags that are there. Strings, or a map that is kept as `key:value`. */
  tags?: TagInput;
  /** A span in another process, as `extract` gives it. */
  parent?: RemoteParent | undefined;
}

/** Tags as callers give them: strings, or a map that is kept as `key:value`. */
export type TagInput = readonly string[] | Readonly<Record<string, string | number | boolean>>;

const ROOT: Context = { span: undefined, remote: undefined, values: {} };

/** Returns the context of the running code. */
export function currentContext(): Context {
  return state().context.get() ?? ROOT;
}

/** Runs `fn` in the given context. */
export function runInContext<Arguments extends unknown[], R>(
  context: Context,
  fn: (...args: Arguments) => R,
  ...args: Arguments
): R {
  return state().context.run(context, fn, ...args);
}

/**
 * Runs `fn` so that every span in it carries `options`: user, session, tags, metadata. Merges with what is there;
 * tags and metadata add up, the rest replaces.
 *
 * @example
 * await withContext({ userId: "u_1", sessionId: "s_9", tags: ["beta"] }, () => answer(question));
 */
export function withContext<R>(options: ContextOptions, fn: () => R): R {
  return runInContext(extendContext(currentContext(), options), fn);
}

/** Returns `context` with `options` merged into it. */
export function extendContext(context: Context, options: ContextOptions): Context {
  const { parent, ...values } = options;
  return {
    span: parent ? undefined : context.span,
    remote: parent ?? context.remote,
    values: extendValues(context.values, values),
  };
}

/** Merges inherited values: tags and metadata add up, the rest replaces. */
export function extendValues(values: ContextValues, added: Omit<ContextOptions, "parent">): ContextValues {
  const { tags, metadata, ...rest } = added;
  const result: Record<string, unknown> = { ...values };
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) result[name] = value;
  if (tags) result.tags = [...new Set([...(values.tags ?? []), ...tagList(tags)])];
  if (metadata) result.metadata = { ...values.metadata, ...metadata };
  return result;
}

/** Returns tags as strings; a map becomes `key:value`. */
export function tagList(tags: TagInput): string[] {
  if (Array.isArray(tags)) return tags.map(String);
  return Object.entries(tags).map(([name, value]) => `${name}:${value}`);
}
