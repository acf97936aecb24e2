import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where data is kept unless the caller says otherwise: in the working directory, so that each project has its own. */
export const defaultDataFolder = ".trace";

/**
 * Returns the path of the database in a folder, which is made if need be: readable by its owner alone, since it
 * holds what people said, and ignored by git.
 */
export function databaseIn(dataDir: string): string {
  const folder = resolve(dataDir);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, ".gitignore"), "*\n");
  }
  return join(folder, "trace.db");
}
