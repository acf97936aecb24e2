import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { nodeBinaries } from "../node-versions.js";

const run = promisify(execFile);

/** What a provider proves on every version of Node. */
export interface NodeMatrix {
  /** The package's folder. */
  folder: string;
  /** Programs on the built package, ESM and CommonJS, that end in `runContract`; relative to the folder. */
  programs: string[];
  /** The file that calls `testProvider`; relative to the folder. */
  suite: string;
}

/**
 * Runs the built package on every version of Node that is here, and the whole suite on those that vitest runs on.
 * This process's own version has run the suite already.
 */
export function testNodeMatrix({ folder, programs, suite }: NodeMatrix): void {
  const binaries = Object.entries({ [currentMajor]: process.execPath, ...nodeBinaries() }) as [string, string][];

  describe.each(binaries)("on Node %s", (major, node) => {
    it.each(programs)("keeps the contract as built, without a word of warning (%s)", async (program) => {
      const { stdout, stderr } = await run(node, [join(folder, program)], { cwd: folder, env: plainEnvironment() });
      const { facts } = JSON.parse(stdout);
      expect(facts).toEqual(Object.fromEntries(Object.keys(facts).map((fact) => [fact, true])));
      expect(stderr).toBe("");
    });

    it.runIf(Number(major) >= 22 && major !== currentMajor)(
      "passes the whole suite",
      { timeout: 300_000 },
      async () => {
        const args = [vitest(), "run", suite, "--reporter=default", "--root", folder];
        const { stdout } = await run(node, args, { cwd: folder, env: plainEnvironment(), maxBuffer: 2 ** 26 });
        expect(stdout).toMatch(/Tests .*\d{2,} passed/);
        expect(stdout).not.toMatch(/\d failed/);
      },
    );
  });
}

const currentMajor = process.versions.node.split(".")[0] as string;

function vitest(): string {
  return join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
}

/** What this test run told its own workers is none of the program's business. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS$|NODE_ENV$|TINYPOOL)/.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: "1" };
}
