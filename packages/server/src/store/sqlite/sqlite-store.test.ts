import { testStore } from "../store.suite.js";
import { SqliteStore } from "./sqlite-store.js";

testStore("SQLite", () => new SqliteStore({ path: ":memory:", since: 0 }));
