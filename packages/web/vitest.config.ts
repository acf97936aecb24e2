import react from "@vitejs/plugin-react";
import { mergeConfig } from "vitest/config";
import { sharedConfig } from "../../vitest.shared.js";

export default mergeConfig(sharedConfig(import.meta.dirname), {
  plugins: [react()],
  test: { environment: "happy-dom", css: { modules: { classNameStrategy: "non-scoped" } } },
});
