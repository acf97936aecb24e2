import { preset } from "../../tsup.preset.js";

export default preset([
  "src/index.ts",
  "src/instrument/index.ts",
  "src/wire.ts",
  "src/runtime/node.ts",
  "src/runtime/edge.ts",
  "src/runtime/browser.ts",
]);
