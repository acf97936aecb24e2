// Adds up the vitest reports of all packages and the names of failed steps given as arguments,
// and ends with "N passed, N failed". A package without a report counts as a failure.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const failedSteps = process.argv.slice(2);

let passed = 0;
let failed = failedSteps.length;
let skipped = 0;

for (const folder of testedFolders()) {
  const report = readReport(folder);
  passed += report.numPassedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  failed += failuresOf(report);
  const note = report.missing ? "  no report" : "";
  console.log(`${folder.padEnd(28)} ${report.numPassedTests} passed, ${failuresOf(report)} failed${note}`);
}
for (const step of failedSteps) console.log(`${step.padEnd(28)} failed`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function testedFolders() {
  const members = ["packages", "examples"].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  );
  return [...members, "bench", "checks"].filter((folder) => scriptsOf(folder)?.test);
}

function scriptsOf(folder) {
  const manifest = join(root, folder, "package.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).scripts : undefined;
}

function readReport(folder) {
  const file = join(root, folder, "node_modules/.vitest-results.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  return { missing: true, success: false, numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
}

/** A run also fails without a failed test: a file that does not load, an unhandled rejection. */
function failuresOf(report) {
  return report.numFailedTests === 0 && !report.success ? 1 : report.numFailedTests;
}
