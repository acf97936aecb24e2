import { TraceError } from "../error.js";
import { readMark, type SdkCopy } from "./copy.js";
import { type AnyFunction, findMethod, ownersOf, replaceMethod } from "./method.js";
import { type PatchOptions, patchCopy } from "./patch.js";
import { remember } from "./patched.js";
import type { Operation, Provider } from "./provider.js";

/**
 * Traces one client and every client derived from it by `withOptions()`, whichever copy of the SDK it comes from.
 * Returns the same client.
 */
export function wrapClient<Client extends object>(
  provider: Provider,
  client: Client,
  options: PatchOptions = {},
): Client {
  if (typeof client !== "object" || client === null) {
    throw new TraceError(
      "invalid-client",
      `${provider.name}: wrap takes a client of ${provider.module}, got ${typeof client}`,
    );
  }
  // The client leads to the methods of its own copy, also where a bundler has hidden the class.
  const { copy } = patchCopy(provider, client.constructor, (operation) => ownerByPath(client, operation));
  if (!copy) return client;
  copy.clients.add(client);
  copy.hooks = options.hooks ?? copy.hooks;
  for (const owner of ownersOf(Object.getPrototypeOf(client), "withOptions")) followDerived(provider, owner, copy);
  return client;
}

/** Walks `chat.completions` from the client and returns whoever has the method. */
function ownerByPath(client: object, operation: Operation): object | undefined {
  const steps = operation.path.split(".");
  const name = steps.pop() as string;
  let resource: unknown = client;
  for (const step of steps) resource = (resource as Record<string, unknown> | undefined)?.[step];
  return ownersOf(resource as object | undefined, name)[0];
}

/** What a wrapped client's `withOptions` returns is wrapped as well. */
function followDerived(provider: Provider, owner: object, copy: SdkCopy): void {
  const original = findMethod(owner, "withOptions");
  if (!original || readMark(original)) return;
  remember(provider, replaceMethod(owner, "withOptions", copy, deriving(original, copy)));
}

function deriving(original: AnyFunction, copy: SdkCopy): AnyFunction {
  return function (this: unknown, ...args: unknown[]) {
    const derived = original.apply(this, args);
    if (copy.clients.has(this as object) && typeof derived === "object" && derived !== null) copy.clients.add(derived);
    return derived;
  };
}
