import { relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { type Import, packageOf, readImports } from "./imports.ts";
import { type Layer, layers } from "./layers.ts";
import { type Package, readPackages, root, sharedTools, sourceFiles } from "./workspace.ts";

const packages = readPackages();
const tools = sharedTools();

interface Located extends Import {
  file: string;
  /** The importing file, relative to its package's `src`. */
  place: string;
}

/** Tests, and what only tests use: `test-collector.ts`, `store.suite.ts`, `suite/lists.ts`. */
const isTest = (file: string) =>
  /\.(test|test-d|bench|suite)\.tsx?$|\/(test|__tests__|suite)\/|\/test-[^/]+$/.test(file);

function importsOf(pkg: Package, select: (file: string) => boolean): Located[] {
  return sourceFiles(pkg)
    .filter(select)
    .flatMap((file) => readImports(file).map((found) => ({ ...found, file, place: placeOf(pkg, file) })));
}

const placeOf = (pkg: Package, file: string) => relative(resolve(pkg.folder, "src"), file).split(sep).join("/");

const say = ({ file, specifier }: Located) => `${relative(root, file)} imports ${specifier}`;

const isRelative = (specifier: string) => specifier.startsWith(".");
const isOfOwnPackage = (pkg: Package, specifier: string) => packageOf(specifier) === pkg.manifest.name;

function isAllowed(layer: Layer, { specifier, typeOnly, place }: Located): boolean {
  if (specifier.startsWith("#")) return true;
  if (typeOnly && layer.types?.includes(packageOf(specifier))) return true;
  if (specifier.startsWith("node:")) return layer.node?.some((folder) => place.startsWith(folder)) ?? false;
  if (specifier.startsWith("@trace/")) return layer.imports.includes(specifier);
  return layer.ownLibraries ?? false;
}

it("gives every package a layer", () => {
  expect(packages.map(({ name }) => name).sort()).toEqual(Object.keys(layers).sort());
});

describe.each(packages)("$name", (pkg) => {
  const layer = layers[pkg.name] ?? { imports: [] };
  const shipped = importsOf(pkg, (file) => !isTest(file));

  it("imports only what its layer allows", () => {
    const outside = shipped.filter(({ specifier }) => !isRelative(specifier) && !isOfOwnPackage(pkg, specifier));
    expect(outside.filter((found) => !isAllowed(layer, found)).map(say)).toEqual([]);
  });

  it("imports no file of another package by its path", () => {
    const escapes = ({ file, specifier, typeOnly }: Located) => {
      const target = resolve(file, "..", specifier);
      const isShared = typeOnly && layer.types?.some((folder) => target.startsWith(resolve(root, folder) + sep));
      return isRelative(specifier) && relative(pkg.folder, target).startsWith("..") && !isShared;
    };
    expect(shipped.filter(escapes).map(say)).toEqual([]);
  });

  it("imports its own files directly, never through its index", () => {
    const index = resolve(pkg.folder, "src/index.js");
    const throughIndex = ({ file, specifier }: Located) =>
      isRelative(specifier)
        ? resolve(file, "..", specifier) === index && !placeOf(pkg, file).match(/^(index|cli|main)\.tsx?$/)
        : isOfOwnPackage(pkg, specifier);
    expect(shipped.filter(throughIndex).map(say)).toEqual([]);
  });

  it("lists in package.json what it imports", () => {
    const { dependencies, devDependencies, peerDependencies } = pkg.manifest;
    const runtime = Object.keys({ ...dependencies, ...peerDependencies });
    const development = [...runtime, ...Object.keys(devDependencies ?? {}), ...tools, pkg.manifest.name];
    const bundled = pkg.manifest.private;
    const isMissing = (known: string[], { specifier }: Located) =>
      !isRelative(specifier) && !/^(node:|#|virtual:)/.test(specifier) && !known.includes(packageOf(specifier));

    const missing = shipped.filter((found) =>
      isMissing(
        found.typeOnly || bundled ? [...development, ...(layer.types ?? [])] : [...runtime, pkg.manifest.name],
        found,
      ),
    );
    const missingInTests = importsOf(pkg, isTest).filter((found) => isMissing(development, found));
    expect([...missing, ...missingInTests].map(say)).toEqual([]);
  });

  it("lists no dependency that its layer forbids", () => {
    const listed = Object.keys(pkg.manifest.dependencies ?? {});
    const allowed = new Set(layer.imports.map(packageOf));
    const forbidden = listed.filter((name) => (name.startsWith("@trace/") ? !allowed.has(name) : layer.inApplication));
    expect(forbidden).toEqual([]);
  });
});
