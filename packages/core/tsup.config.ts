import { preset } from "../../tsup.preset.js";

export default preset([
  "src/index.ts",
  "src/instrument/index.ts",
  "src/wire.ts",
  "src/export/delivery.ts",
  "src/runtime/node.ts",
  "src/runtime/edge.ts",
  "src/runtime/browser.ts",
  "src/runtime/node-export.ts",
  "src/runtime/browser-export.ts",
]);
