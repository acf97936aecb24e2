/** One figure beside the bar it has to reach. */
export interface Row {
  what: string;
  measured: number;
  unit: string;
  bar: number;
}

/** Prints rows as a table; returns how many miss their bar. */
export function print(rows: Row[]): number {
  for (const { what, measured, unit, bar } of rows) {
    const mark = measured <= bar ? "ok  " : "OVER";
    console.log(`${mark} ${what.padEnd(48)} ${format(measured).padStart(10)} ${unit.padEnd(6)} bar ${format(bar)}`);
  }
  return rows.filter(({ measured, bar }) => !(measured <= bar)).length;
}

function format(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}
