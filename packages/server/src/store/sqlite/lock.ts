import { DatabaseSync } from "node:sqlite";

/** Another process writes to the same database. */
export class DatabaseInUse extends Error {}

/**
 * Makes sure that one process alone writes to a database: ids are counted in memory. Returns the release.
 *
 * The lock is a transaction in a file of its own, so the system gives it back when a process is killed.
 */
export function lockDatabase(path: string): () => void {
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;");
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === 5)
      throw new DatabaseInUse("another server is using it; give this one another folder with --data");
    throw error;
  }
  return () => lock.close();
}
