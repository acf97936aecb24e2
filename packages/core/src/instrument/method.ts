import { type PatchMark, readMark, type SdkCopy, writeMark } from "./copy.js";

/** Any function, called with any receiver. */
export type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** A method that was replaced, and how it was before. */
export interface PatchedMethod {
  readonly owner: object;
  readonly name: string;
  readonly before: PropertyDescriptor;
  readonly after: AnyFunction;
}

/** Returns the method as it can be replaced; `undefined` where there is none, or where it cannot be. */
export function findMethod(owner: object | undefined, name: string): AnyFunction | undefined {
  const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
  if (!descriptor || typeof descriptor.value !== "function") return undefined;
  return descriptor.writable || descriptor.configurable ? descriptor.value : undefined;
}

/** Returns the objects of a prototype chain, from `start` on, that have the method themselves. */
export function ownersOf(start: object | null | undefined, name: string): object[] {
  const owners: object[] = [];
  for (let object = start; object; object = Object.getPrototypeOf(object))
    if (findMethod(object, name)) owners.push(object);
  return owners;
}

/** Puts `after` in a method's place, with the same name, length and property attributes. */
export function replaceMethod(owner: object, name: string, copy: SdkCopy, after: AnyFunction): PatchedMethod {
  const before = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
  const original = before.value as AnyFunction;
  Object.defineProperty(after, "name", { value: original.name, configurable: true });
  Object.defineProperty(after, "length", { value: original.length, configurable: true });
  writeMark(after, { original, copy });
  Object.defineProperty(owner, name, { ...before, value: after });
  return { owner, name, before, after };
}

/**
 * Puts the original back. A method that somebody has wrapped after us stays as it is: their wrapper would be lost.
 * It calls ours, which then only passes on.
 */
export function restoreMethod({ owner, name, before, after }: PatchedMethod): void {
  const { copy } = readMark(after) as PatchMark;
  copy.all = false;
  copy.clients = new WeakSet();
  const current = Object.getOwnPropertyDescriptor(owner, name);
  if (current?.value === after) Object.defineProperty(owner, name, before);
}
