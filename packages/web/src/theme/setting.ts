import { useSyncExternalStore } from "react";

/** One choice of the reader, kept in the browser and shared by every component that shows it. */
export interface Setting<Value extends string> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

/** Creates a setting; `apply` runs whenever it changes. Without a key it lasts as long as the page. */
export function createSetting<Value extends string>(
  key: string | undefined,
  allowed: readonly Value[],
  fallback: Value,
  apply?: (value: Value) => void,
): Setting<Value> {
  const listeners = new Set<() => void>();
  let current = (key && read(key, allowed)) || fallback;
  return {
    get: () => current,
    set(value) {
      current = value;
      if (key) write(key, value);
      apply?.(value);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The setting's value and the function that changes it. */
export function useSetting<Value extends string>(setting: Setting<Value>): [Value, (value: Value) => void] {
  return [useSyncExternalStore(setting.subscribe, setting.get), setting.set];
}

function read<Value extends string>(key: string, allowed: readonly Value[]): Value | undefined {
  const stored = storage()?.getItem(key);
  return allowed.find((value) => value === stored);
}

function write(key: string, value: string): void {
  storage()?.setItem(key, value);
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    // A browser that blocks storage throws on access; the setting then lasts for the visit.
    return undefined;
  }
}
