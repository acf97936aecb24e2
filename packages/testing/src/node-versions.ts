import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A major version of Node that programs are tested on. */
export type NodeMajor = 20 | 22 | 24 | 26;

const fetchedFolder = join(dirname(fileURLToPath(import.meta.url)), "../../../.tools/node-versions/node_modules");
const binary = process.platform === "win32" ? "node.exe" : "node";

/**
 * Finds the Node binaries to run test programs on, by major version.
 *
 * 22, 24 and 26 are fetched by `scripts/node-versions.mjs`, which `npm test` runs; 20 is there when the
 * machine has it.
 */
export function nodeBinaries(): Partial<Record<NodeMajor, string>> {
  const found: Partial<Record<NodeMajor, string>> = {};
  for (const major of [22, 24, 26] as const) {
    const file = join(fetchedFolder, `node${major}`, "bin", binary);
    if (existsSync(file)) found[major] = file;
  }
  const node20 = findOnPath(20);
  if (node20) found[20] = node20;
  return found;
}

function findOnPath(major: number): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, binary)).find((file) => existsSync(file) && majorOf(file) === major);
}

function majorOf(file: string): number {
  return Number(execFileSync(file, ["--version"], { encoding: "utf8" }).slice(1).split(".")[0]);
}
