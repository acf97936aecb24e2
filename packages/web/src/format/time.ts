import { createSetting, useSetting } from "../theme/setting.js";

/** The clock that absolute times are shown in. */
export type Zone = "local" | "utc";

const zones: readonly Zone[] = ["local", "utc"];
const zoneSetting = createSetting<Zone>("trace.zone", zones, "local");

/** The reader's clock and the function that sets it. */
export function useZone(): [Zone, (zone: Zone) => void] {
  return useSetting(zoneSetting);
}

/** A moment as `2026-11-21 02:14:05.120`, with ` UTC` behind it in that zone. */
export function formatMoment(epochMilliseconds: number, zone: Zone): string {
  const date = new Date(epochMilliseconds);
  if (Number.isNaN(date.getTime())) return "—";
  if (zone === "utc") return `${date.toISOString().slice(0, 23).replace("T", " ")} UTC`;
  const shifted = new Date(epochMilliseconds - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 23).replace("T", " ");
}

/** How long ago a moment was, in the largest unit that fits: `now`, `8s`, `4m`, `3h`, `12d`, else the date. */
export function formatAgo(epochMilliseconds: number, now: number): string {
  const seconds = Math.floor((now - epochMilliseconds) / 1000);
  if (seconds < 2) return "now";
  if (seconds < 60) return `${seconds}s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h ago`;
  if (seconds < 30 * 86_400) return `${Math.floor(seconds / 86_400)}d ago`;
  return new Date(epochMilliseconds).toISOString().slice(0, 10);
}
