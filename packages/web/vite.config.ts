import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = "http://127.0.0.1:4318";

export default defineConfig({
  plugins: [react()],
  base: "/",
  build: {
    outDir: "../server/dist/web",
    emptyOutDir: true,
    // The oldest browsers with light-dark(), nesting and container queries.
    target: ["chrome125", "firefox128", "safari17.5"],
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": server, "/v1": server } },
});
