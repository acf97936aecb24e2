/** A length of time as a reader says it: `0.4 ms`, `820 ms`, `12.3 s`, `4 m 05 s`, `2 h 10 m`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return "—";
  if (milliseconds === 0) return "0 ms";
  if (milliseconds < 0.995) return `${Math.max(0.01, milliseconds).toFixed(2).replace(/0$/, "")} ms`;
  if (milliseconds < 9.95) return `${trim(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return formatSeconds(milliseconds / 1000);
}

function formatSeconds(seconds: number): string {
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${pad(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function trim(text: string): string {
  return text.endsWith(".0") ? text.slice(0, -2) : text;
}
