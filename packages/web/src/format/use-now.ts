import { useEffect, useState } from "react";
import { serverNow } from "./clock.js";

/** The server's current time, milliseconds since the epoch, renewed every `interval` milliseconds while the page is in view. */
export function useNow(interval: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && setNow(serverNow()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
