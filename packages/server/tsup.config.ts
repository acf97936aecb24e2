import { preset } from "../../tsup.preset.js";

// The web UI is built into the same folder, by its own package.
export default preset(["src/index.ts", "src/cli.ts", "src/worker.ts"], {
  target: "node24",
  clean: ["**/*", "!web/**"],
});
