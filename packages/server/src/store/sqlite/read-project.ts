import type { Project } from "../../api/types.js";
import type { Database, Row } from "./database.js";

const facetKinds = {
  models: "model",
  providers: "provider",
  environments: "environment",
  services: "service",
  tags: "tag",
};

/** Reads what a project holds, and the values that its filters can offer. */
export function readProject(database: Database, project: number): Omit<Project, "serverVersion"> {
  const { public_id, name, dropped_spans } = database.get("SELECT * FROM projects WHERE id = ?", project)!;
  const counts = database.get<Row>(
    `SELECT count(*) AS traces, coalesce(sum(span_count), 0) AS spans, coalesce(sum(call_count), 0) AS generations,
       count(DISTINCT session_id) AS sessions, count(DISTINCT user_id) AS users,
       (SELECT count(*) FROM scores WHERE project = ?1) AS scores FROM traces WHERE project = ?1`,
    project,
  )!;
  return {
    id: public_id as string,
    name: name as string,
    counts: { ...(counts as Project["counts"]), droppedSpans: dropped_spans as number },
    facets: readFacets(database, project),
    storageBytes: storageBytes(database),
  };
}

function readFacets(database: Database, project: number): Project["facets"] {
  const values = Object.entries(facetKinds).map(([name, kind]) => {
    const rows = database.all<{ value: string }>(
      `SELECT value FROM facets JOIN traces ON traces.id = trace WHERE kind = ? AND project = ?
       GROUP BY value ORDER BY count(*) DESC LIMIT 100`,
      kind,
      project,
    );
    return [name, rows.map(({ value }) => value)];
  });
  return Object.fromEntries(values);
}

function storageBytes(database: Database): number {
  const pages = Number(database.get("PRAGMA page_count")?.page_count);
  return pages * Number(database.get("PRAGMA page_size")?.page_size);
}
