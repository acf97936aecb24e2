import type { Platform } from "./platform.js";

/** An installed package. */
export interface Package {
  name: string;
  version: string | undefined;
  /** The real folder: modules are known by their real path. */
  folder: string;
  manifest: Manifest;
}

/** What is read of a package.json. */
export interface Manifest {
  name?: string;
  version?: string;
  type?: string;
  main?: string;
  exports?: Exports;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** The targets of `exports`, by subpath or condition. */
export type Exports = string | null | Exports[] | { [key: string]: Exports };

/** Reads packages, each folder once. */
export class Packages {
  readonly #manifests = new Map<string, Manifest | undefined>();
  readonly #dependencies = new Map<string, Package[]>();

  constructor(readonly platform: Platform) {}

  /** Returns `require` as files in a folder have it. */
  require(folder: string): NodeJS.Require {
    return this.platform.module.createRequire(this.platform.path.join(folder, "_"));
  }

  /** Returns the package that a file belongs to, without asking for `./package.json`, which few SDKs export. */
  of(file: string): Package | undefined {
    return this.#around(this.platform.path.dirname(file));
  }

  /** Returns the package that a program in `root` gets for a name. */
  find(root: string, name: string): Package | undefined {
    const { fs, path } = this.platform;
    const places = this.require(root).resolve.paths(name) ?? [];
    for (const place of places) {
      const folder = path.join(place, name);
      if (fs.existsSync(path.join(folder, "package.json"))) return this.#around(fs.realpathSync(folder));
    }
    return undefined;
  }

  /**
   * Returns the packages of a name, or of an alias for it (`npm:name@…`), that the application in `root` depends on
   * itself or through one of its dependencies.
   */
  dependencies(root: string, name: string): Package[] {
    const own = this.#manifestsAround(root)
      .flatMap((manifest) => namesIn(manifest, name))
      .map((alias) => this.find(root, alias));
    const through = this.#direct(root).filter(({ manifest }) => manifest.dependencies?.[name]);
    const all = [...own, ...through.map(({ folder }) => this.find(folder, name))];
    const byFolder = new Map(all.flatMap((found) => (found?.name === name ? [[found.folder, found] as const] : [])));
    return [...byFolder.values()];
  }

  /** The packages that the application names in `dependencies`. */
  #direct(root: string): Package[] {
    const known = this.#dependencies.get(root);
    if (known) return known;
    const names = Object.keys(this.#manifest(root)?.dependencies ?? {});
    const found = names.flatMap((name) => this.find(root, name) ?? []);
    this.#dependencies.set(root, found);
    return found;
  }

  #manifestsAround(folder: string): Manifest[] {
    const parent = this.platform.path.dirname(folder);
    const manifest = this.#manifest(folder);
    return [...(manifest ? [manifest] : []), ...(parent === folder ? [] : this.#manifestsAround(parent))];
  }

  /** A package.json without a name only sets the module format of its folder. */
  #around(folder: string): Package | undefined {
    const manifest = this.#manifest(folder);
    if (manifest?.name) return { name: manifest.name, version: manifest.version, folder, manifest };
    const parent = this.platform.path.dirname(folder);
    return parent === folder ? undefined : this.#around(parent);
  }

  #manifest(folder: string): Manifest | undefined {
    if (!this.#manifests.has(folder)) this.#manifests.set(folder, this.#read(folder));
    return this.#manifests.get(folder);
  }

  #read(folder: string): Manifest | undefined {
    const { fs, path } = this.platform;
    const file = path.join(folder, "package.json");
    if (!fs.existsSync(file)) return undefined;
    try {
      return JSON.parse(fs.readFileSync(file, "utf8")) as Manifest;
    } catch {
      // Somebody else's broken file is not ours to report.
      return undefined;
    }
  }
}

function namesIn(manifest: Manifest, name: string): string[] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest;
  const all = { ...peerDependencies, ...devDependencies, ...optionalDependencies, ...dependencies };
  return Object.keys(all).filter((key) => key === name || String(all[key]).startsWith(`npm:${name}@`));
}
