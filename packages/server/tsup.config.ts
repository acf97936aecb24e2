import { preset } from "../../tsup.preset.js";

export default preset(["src/index.ts", "src/cli.ts"], { target: "node24", clean: ["**/*", "!web/**"] });
