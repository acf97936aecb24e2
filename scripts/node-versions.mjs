// Fetches the Node versions that the tests run programs on, as .tools/node-versions/node_modules/node<major>.
// They stay out of the workspace's dependencies: the demo does not need them, and their `node` must not shadow ours.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installInto, nodePackage } from "./platform-packages.mjs";

const VERSIONS = { 22: "22.23.3", 24: "24.21.0", 26: "26.10.0" };

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), ".tools", "node-versions");
const isInstalled = (major) => existsSync(join(folder, "node_modules", `node${major}`));

if (!Object.keys(VERSIONS).every(isInstalled)) {
  const specifiers = Object.entries(VERSIONS).map(([major, version]) => `node${major}@npm:${nodePackage()}@${version}`);
  installInto(folder, specifiers);
}
