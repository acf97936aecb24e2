import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { tables, tablesVersion } from "./tables.js";

export type Value = SQLInputValue;
export type Row = Record<string, unknown>;

/** One connection, with its statements prepared once. */
export class Database {
  private readonly connection: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(path: string, readOnly = false) {
    if (path !== ":memory:" && !readOnly) mkdirSync(dirname(path), { recursive: true });
    this.connection = new DatabaseSync(path, { readOnly, timeout: 10_000 });
    this.connection.exec("PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;");
    if (!readOnly) this.prepareForWriting();
  }

  private prepareForWriting(): void {
    // secure_delete overwrites what is deleted; synchronous=FULL makes a commit survive a loss of power.
    this.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
    this.exec("PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;");
    const version = Number(this.get("PRAGMA user_version")?.user_version);
    if (version === 0) this.transaction(() => this.exec(`${tables}; PRAGMA user_version = ${tablesVersion}`));
    else if (version !== tablesVersion) {
      throw new Error(`the database has version ${version} of the tables, this server needs ${tablesVersion}`);
    }
  }

  exec(sql: string): void {
    this.connection.exec(sql);
  }

  /** Runs a statement; returns how many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.statement(sql).run(...values).changes);
  }

  get<T = Row>(sql: string, ...values: Value[]): T | undefined {
    return this.statement(sql).get(...values) as T | undefined;
  }

  all<T = Row>(sql: string, ...values: Value[]): T[] {
    return this.statement(sql).all(...values) as T[];
  }

  /** Everything in `work` is committed together, or nothing. */
  transaction<T>(work: () => T): T {
    this.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      this.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.statements.clear();
    this.connection.close();
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare(sql);
      // Filters make many different queries; the few that are hot stay.
      if (this.statements.size < 300) this.statements.set(sql, statement);
    }
    return statement;
  }
}
