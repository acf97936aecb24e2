import { state } from "../state.js";
import type { PatchedMethod } from "./method.js";
import type { Provider } from "./provider.js";

/** Keeps a method that was replaced, so that it can be put back. */
export function remember(provider: Provider, method: PatchedMethod): void {
  methodsOf(provider).push(method);
}

/** Returns a provider's replaced methods and forgets them. */
export function takeMethods(provider: Provider): PatchedMethod[] {
  return methodsOf(provider).splice(0);
}

function methodsOf(provider: Provider): PatchedMethod[] {
  const { patches } = state();
  const key = `methods ${provider.name}`;
  const methods = patches.get(key) as PatchedMethod[] | undefined;
  if (methods) return methods;
  const created: PatchedMethod[] = [];
  patches.set(key, created);
  return created;
}
