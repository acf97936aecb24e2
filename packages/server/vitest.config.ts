import { sharedConfig } from "../../vitest.shared.js";

const shared = sharedConfig(import.meta.dirname);
// OpenTelemetry's packages offer bundlers, under "module", files that Node cannot load.
const conditions = ["trace-source", "node", "development|production"];

export default {
  ...shared,
  resolve: { ...shared.resolve, conditions },
  ssr: { resolve: { conditions } },
  // Worker threads inherit the argument: they run from the sources, too.
  test: {
    ...shared.test,
    pool: "forks",
    execArgv: ["--import", new URL("test/from-source.mjs", import.meta.url).href],
  },
};
