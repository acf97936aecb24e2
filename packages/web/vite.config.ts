import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  base: "/",
  build: { outDir: "../server/dist/web", emptyOutDir: true },
  server: { proxy: { "/api": "http://127.0.0.1:4318", "/v1": "http://127.0.0.1:4318" } },
});
