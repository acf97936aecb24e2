/** What one package's sources may import, beside its own files. */
export interface Layer {
  /** Specifiers of other packages here. */
  imports: string[];
  /** Modules and folders of other packages that may be imported as types only, such as the SDK that a provider describes. */
  types?: string[];
  /** Third-party packages and `node:` modules are allowed as long as package.json lists them. */
  ownLibraries?: boolean;
  /** `node:` modules are allowed in these folders or files of `src`; everything else asks `#runtime` or `#runtime/export`. */
  node?: string[];
  /** Runs inside the traced application, so it depends on nothing outside this repository. */
  inApplication?: boolean;
}

/** Who may import whom. Imports point downwards, and providers never import each other. */
export const layers: Record<string, Layer> = {
  core: { imports: [], node: ["runtime/"], inApplication: true },
  "openai-compatible": { imports: ["@trace/core/instrument"], types: ["@trace/core", "openai"], inApplication: true },
  openai: {
    imports: ["@trace/core/instrument", "@trace/openai-compatible"],
    types: ["@trace/core", "openai"],
    inApplication: true,
  },
  anthropic: { imports: ["@trace/core/instrument"], types: ["@trace/core", "@anthropic-ai/sdk"], inApplication: true },
  autopatch: {
    imports: ["@trace/core", "@trace/core/instrument", "@trace/openai", "@trace/anthropic"],
    node: [""],
    inApplication: true,
  },
  testing: {
    imports: ["@trace/core", "@trace/core/instrument", "@trace/core/wire"],
    ownLibraries: true,
    node: [""],
  },
  server: { imports: ["@trace/core/wire"], ownLibraries: true, node: [""] },
  web: { imports: [], types: ["packages/server/src/api"], ownLibraries: true },
};
