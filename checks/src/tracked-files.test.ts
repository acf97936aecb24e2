import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./workspace.ts";

const IGNORED = /(^|\/)(node_modules|dist|\.git|\.tools|\.turbo)(\/|$)/;

/** The files of the repository; in a copy without git, everything that is not built or installed. */
function repositoryFiles(): string[] {
  const files = existsSync(join(root, ".git"))
    ? execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean)
    : globSync("**/*", { cwd: root, exclude: (path) => IGNORED.test(String(path)) });
  return files.filter((file) => existsSync(join(root, file)) && statSync(join(root, file)).isFile());
}

const files = repositoryFiles().map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
const filesWith = (pattern: RegExp) => files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const sources = files.filter(({ path }) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(path) && !/\/fixtures\//.test(path));

it("names no package registry", () => {
  // Spelled in two halves, or this file would name one.
  expect(filesWith(new RegExp(`\\b${"npm"}js\\.(org|com)|${"yarn"}pkg\\.com`))).toEqual([]);
});

it("names no path of the machine it was written on", () => {
  const folders = [root, homedir()].map((folder) => `${escaped(folder.replace(/\/$/, ""))}/`);
  expect(filesWith(new RegExp(`(?<![\\w.~-])(${folders.join("|")})`))).toEqual([]);
});

it("names every file for a noun of its own", () => {
  expect(
    sources.filter(({ path }) => /\/(utils?|helpers?|common|misc)(\/|\.tsx?$)/.test(path)).map(({ path }) => path),
  ).toEqual([]);
});

it("lists its exports by name", () => {
  expect(sources.filter(({ text }) => /^\s*export \* from/m.test(text)).map(({ path }) => path)).toEqual([]);
});

it("keeps every source file readable in one sitting", () => {
  const isShipped = ({ path }: { path: string }) => !/\.(test|test-d|bench)\.tsx?$/.test(path);
  const long = sources.filter(isShipped).filter(({ text }) => text.split("\n").length > 350);
  expect(long.map(({ path }) => path)).toEqual([]);
});
