import { defineConfig, mergeConfig } from "vitest/config";
import { sharedConfig } from "../../vitest.shared.js";

// The demo runs as it does for a reader: on built packages, at the pace of its replay.
export default mergeConfig(
  sharedConfig(import.meta.dirname),
  defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } }),
);
