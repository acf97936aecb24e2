import { join } from "node:path";
import { testNodeMatrix } from "@trace/testing/provider-suite";

testNodeMatrix({
  folder: join(import.meta.dirname, ".."),
  programs: ["test/built/program.mjs", "test/built/program.cjs"],
  suite: "src/contract.test.ts",
});
