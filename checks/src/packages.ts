// Packs every published package as it would be uploaded and asks publint and attw whether every kind of
// importer can use it.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Package, publishedPackages, root } from "./workspace.ts";

const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "trace-packages-"));
let failures = 0;

try {
  for (const pkg of publishedPackages()) await check(pkg);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? "Every package is well shaped." : `${failures} package checks failed.`);
process.exitCode = failures === 0 ? 0 : 1;

async function check(pkg: Package): Promise<void> {
  const tarball = join(folder, `${pkg.name}.tgz`);
  const packed = await passes(pkg, "pack", ["pack", "--out", tarball], pkg.folder);
  if (!packed) return;
  // node16: types resolve from ESM and CommonJS; the older resolution without "exports" is not promised.
  await Promise.all([
    passes(pkg, "publint", ["exec", "publint", "run", tarball, "--strict"], root),
    passes(pkg, "attw", ["exec", "attw", tarball, "--profile", "node16", "--no-emoji"], root),
  ]);
}

async function passes(pkg: Package, name: string, pnpmArguments: string[], cwd: string): Promise<boolean> {
  try {
    await execute("pnpm", pnpmArguments, { cwd });
    console.log(`✓ @trace/${pkg.name} ${name}`);
    return true;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    console.log(`✗ @trace/${pkg.name} ${name}\n${stdout}${stderr}`);
    failures++;
    return false;
  }
}
