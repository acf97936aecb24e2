import type { KeyEntry, ProjectName } from "../store.js";
import type { Database } from "./database.js";

/** Stores a key by its hash; a project that does not exist yet is made. */
export function createKey(
  database: Database,
  key: { hash: string; prefix: string; name: string; project: string },
  now: number,
): void {
  database.transaction(() => {
    const project = database.get<{ id: number }>(
      `INSERT INTO projects(public_id, name, created) VALUES(?1, ?1, ?2)
       ON CONFLICT DO UPDATE SET public_id = public_id RETURNING id`,
      key.project,
      now,
    )!;
    database.run(
      "INSERT INTO keys(hash, project, prefix, name, created) VALUES(?, ?, ?, ?, ?)",
      key.hash,
      project.id,
      key.prefix,
      key.name,
      now,
    );
  });
}

export function listKeys(database: Database): KeyEntry[] {
  return database.all<KeyEntry & Record<string, unknown>>(
    `SELECT prefix, keys.name AS name, public_id AS project, keys.created AS created
     FROM keys JOIN projects ON projects.id = project ORDER BY created`,
  );
}

export function projectOfKey(database: Database, hash: string): ProjectName | undefined {
  return database.get<ProjectName & Record<string, unknown>>(
    "SELECT projects.id AS id, public_id AS publicId, projects.name AS name FROM keys JOIN projects ON projects.id = project WHERE hash = ?",
    hash,
  );
}
