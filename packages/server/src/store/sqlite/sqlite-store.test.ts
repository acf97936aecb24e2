import { expect, it } from "vitest";
import { testStore } from "../store.suite.js";
import { Database } from "./database.js";
import { spanPage } from "./read-trace.js";
import { SqliteStore } from "./sqlite-store.js";

testStore("SQLite", () => new SqliteStore({ path: ":memory:", since: 0 }));

it("finds a page of a trace's spans without reading or sorting the others", () => {
  const plan = new Database(":memory:").all<{ detail: string }>(`EXPLAIN QUERY PLAN ${spanPage}`, 1, 0, 0, 100);
  expect(plan.map(({ detail }) => detail)).toEqual(["SEARCH spans USING INDEX span_times (trace=? AND start>?)"]);
});
