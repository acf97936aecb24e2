import { useSyncExternalStore } from "react";
import { readStored, writeStored } from "./storage.js";

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
      if (key) writeStored(key, value);
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
  const stored = readStored(key);
  return allowed.find((value) => value === stored);
}
