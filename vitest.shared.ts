import { join } from "node:path";
import { defineConfig } from "vitest/config";

const packages = join(import.meta.dirname, "packages");

/** The test settings of one package: other packages resolve to their sources, so nothing needs a rebuild. */
export function sharedConfig(root: string) {
  return defineConfig({
    root,
    resolve: {
      conditions: ["trace-source", "module", "node", "development|production"],
      alias: [
        { find: /^@trace\/core\/instrument$/, replacement: join(packages, "core/src/instrument/index.ts") },
        { find: /^@trace\/core\/wire$/, replacement: join(packages, "core/src/wire.ts") },
        { find: /^@trace\/autopatch\/register$/, replacement: join(packages, "autopatch/src/register.ts") },
        {
          find: /^@trace\/testing\/provider-suite$/,
          replacement: join(packages, "testing/src/provider-suite/index.ts"),
        },
        { find: /^@trace\/testing\/replay$/, replacement: join(packages, "testing/src/replay/index.ts") },
        { find: /^@trace\/([a-z-]+)$/, replacement: join(packages, "$1/src/index.ts") },
      ],
    },
    ssr: { resolve: { conditions: ["trace-source", "module", "node", "development|production"] } },
    test: {
      include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
      passWithNoTests: true,
      testTimeout: 15_000,
      reporters: ["default", ["json", { outputFile: join(root, "node_modules/.vitest-results.json") }]],
    },
  });
}
