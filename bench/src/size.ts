import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "./table.ts";

const packages = ["core", "openai-compatible", "openai"];
const root = join(import.meta.dirname, "../../packages");

/** What `npm install @trace/openai` brings. */
export async function benchSize(): Promise<Row[]> {
  const bytes = packages.reduce((sum, name) => sum + sizeOf(join(root, name, "dist")), 0);
  return [
    { what: "installed size of core and one provider", measured: bytes / 1e6, unit: "MB", bar: 1 },
    { what: "dependencies outside this repository", measured: outsiders().length, unit: "", bar: 0 },
  ];
}

function sizeOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function outsiders(): string[] {
  const manifests = packages.map((name) => JSON.parse(readFileSync(join(root, name, "package.json"), "utf8")));
  const names = manifests.flatMap(({ dependencies }) => Object.keys(dependencies ?? {}));
  return names.filter((name) => !name.startsWith("@trace/"));
}
