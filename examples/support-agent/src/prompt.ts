import { readFileSync } from "node:fs";

/** Reads one of the texts in `prompts/`. */
export function prompt(name: "agent" | "refund-specialist"): string {
  return readFileSync(new URL(`../prompts/${name}.md`, import.meta.url), "utf8");
}
