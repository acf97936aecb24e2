import { preset } from "../../tsup.preset.js";

export default preset(["src/index.ts", "src/cli.ts"], { shims: true, target: "node24", clean: ["**/*", "!web/**"] });
