import { preset } from "../../tsup.preset.js";

// Without shims, `__filename` tells CommonJS from ES modules.
export default preset(["src/index.ts", "src/register.ts"], { shims: false });
