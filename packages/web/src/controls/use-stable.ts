import { useCallback, useInsertionEffect, useRef } from "react";

/** A function that stays the same object for the life of the component and always runs the latest version of `action`. */
export function useStable<Arguments extends unknown[]>(
  action: (...args: Arguments) => void,
): (...args: Arguments) => void {
  const latest = useRef(action);
  useInsertionEffect(() => {
    latest.current = action;
  });
  return useCallback((...args) => latest.current(...args), []);
}
