import { mergeConfig } from "vitest/config";
import { sharedConfig } from "../../vitest.shared.js";

export default mergeConfig(sharedConfig(import.meta.dirname), {
  // Worker threads inherit this: they run from the sources, too.
  test: { pool: "forks", execArgv: ["--import", "./test/from-source.mjs"] },
});
