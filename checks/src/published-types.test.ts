import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { readImports } from "./imports.ts";
import { layers } from "./layers.ts";
import { publishedPackages, publishedTypes } from "./workspace.ts";

const inApplication = publishedPackages().filter(({ name }) => layers[name]?.inApplication);

describe.each(inApplication)("$name", (pkg) => {
  const types = publishedTypes(pkg);

  it("publishes types", () => {
    expect(types.length).toBeGreaterThan(0);
  });

  it("names no SDK's type, so that every major of the SDK type-checks", () => {
    const foreign = types.flatMap((file) =>
      readImports(file)
        .filter(({ specifier }) => !/^(\.|@trace\/|node:)/.test(specifier))
        .map(({ specifier }) => `${relative(pkg.folder, file)} imports ${specifier}`),
    );
    expect(foreign).toEqual([]);
  });

  it("does not mention the platform door", () => {
    expect(types.filter((file) => readFileSync(file, "utf8").includes("#runtime"))).toEqual([]);
  });
});
