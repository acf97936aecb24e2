// Runs a workspace script on a machine that has nothing but Node 18 or newer and npm:
// `node scripts/run.mjs <pnpm arguments>` brings pnpm and, where the system's Node is too old
// for our tools, a current Node into .tools, installs the workspace and runs the arguments.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { exe, installInto, isWindows, nodePackage, pnpmPackage, run } from "./platform-packages.mjs";

const NODE_VERSION = "24.21.0";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolsFolder = join(root, ".tools");

const pnpmVersion = readPnpmVersion();
const useSystemNode = isNodeRecentEnough(process.versions.node);
const binFolder = join(toolsFolder, "bin", `${pnpmVersion}-${useSystemNode ? "own" : NODE_VERSION}`);
const pnpm = join(binFolder, `pnpm${exe}`);

if (!existsSync(pnpm)) installTools();
runPnpm(["install", "--frozen-lockfile", ...(process.stdout.isTTY ? [] : ["--reporter=append-only"])]);
runPnpm(process.argv.slice(2));

function readPnpmVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return packageManager.match(/^pnpm@([\d.]+)/)[1];
}

/** The server needs Node 24 for its database; the tests' tools skip the odd lines. */
function isNodeRecentEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major >= 26 || (major === 24 && minor >= 11);
}

function installTools() {
  const packages = [`${pnpmPackage()}@${pnpmVersion}`];
  if (!useSystemNode) packages.push(`${nodePackage()}@${NODE_VERSION}`);
  installInto(toolsFolder, packages);

  rmSync(binFolder, { recursive: true, force: true });
  mkdirSync(binFolder, { recursive: true });
  const modules = join(toolsFolder, "node_modules");
  if (!useSystemNode) expose(join(modules, nodePackage(), "bin", `node${exe}`), `node${exe}`);
  // pnpm comes last: its presence marks the folder as complete.
  expose(join(modules, pnpmPackage(), `pnpm${exe}`), `pnpm${exe}`);
}

function expose(file, name) {
  const place = isWindows ? copyFileSync : symlinkSync;
  place(file, join(binFolder, name));
}

function runPnpm(pnpmArguments) {
  run(pnpm, pnpmArguments, { cwd: root, env: toolEnvironment() });
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
