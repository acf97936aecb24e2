import type { Database } from "./database.js";

/**
 * Tells whether processes are alive. One that missed three heartbeats is lost; the time before this server
 * started does not count, since nobody could have been heard then.
 */
export class Liveness {
  private readonly database: Database;
  readonly since: number;

  constructor(database: Database, since: number) {
    this.database = database;
    this.since = since;
  }

  /** SQL that is true for rows of `instances` (named `i`) that are alive at `now`. */
  condition(now: number): string {
    return `max(i.seen, ${Number(this.since)}) + 3 * i.flush_interval >= ${Number(now)}`;
  }

  /** How many open spans of a trace wait for a living process, and how many for a silent one. */
  count(trace: number, now: number): { pending: number; lost: number } {
    const row = this.database.get<{ alive: number; all: number }>(
      `SELECT coalesce(sum(${this.condition(now)}), 0) AS alive, count(*) AS "all"
       FROM pending JOIN instances i ON i.id = instance WHERE trace = ?`,
      trace,
    )!;
    return { pending: row.alive, lost: row.all - row.alive };
  }
}
