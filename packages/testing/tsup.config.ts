import { preset } from "../../tsup.preset.js";

export default preset(["src/index.ts", "src/replay/index.ts", "src/provider-suite/index.ts"], { shims: true });
