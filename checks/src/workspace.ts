import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's root folder. */
export const root = join(import.meta.dirname, "../..");

interface Manifest {
  name: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** One package under `packages/`. */
export interface Package {
  /** The folder's name, which is also the npm name without its scope. */
  name: string;
  folder: string;
  manifest: Manifest;
}

/** Reads every package under `packages/`. */
export function readPackages(): Package[] {
  return globSync("packages/*/package.json", { cwd: root })
    .sort()
    .map((file) => {
      const manifest = readManifest(join(root, file));
      return { name: manifest.name.replace("@trace/", ""), folder: join(root, file, ".."), manifest };
    });
}

/** The packages that are published. */
export function publishedPackages(): Package[] {
  return readPackages().filter(({ manifest }) => !manifest.private);
}

/** What the root's package.json gives to every package: test runner, bundler, compiler. */
export function sharedTools(): string[] {
  return Object.keys(readManifest(join(root, "package.json")).devDependencies ?? {});
}

/** The source files of a package, as absolute paths, tests and their support included. */
export function sourceFiles({ folder }: Package): string[] {
  return globSync("src/**/*.{ts,tsx}", { cwd: folder, exclude: ["**/fixtures/**"] }).map((file) => join(folder, file));
}

/** The type declarations that a package publishes; throws when it is not built. */
export function publishedTypes({ name, folder }: Package): string[] {
  if (!existsSync(join(folder, "dist"))) throw new Error(`@trace/${name} is not built; run \`pnpm build\``);
  return globSync("dist/**/*.d.{ts,cts}", { cwd: folder }).map((file) => join(folder, file));
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8"));
}
