import { createRequire } from "node:module";
import { patchOpenAI } from "@trace/openai";
import OpenAI from "openai";

type Fetch = () => Promise<Response>;

/**
 * The same SDK twice: its ESM copy is traced, its CommonJS copy is not. To patch and unpatch one copy instead would
 * throw away what the compiler knows of it before every block, and measure that.
 */
export function clients(fetch: Fetch): { bare: OpenAI; traced: OpenAI } {
  const Bare = createRequire(import.meta.url)("openai") as typeof OpenAI;
  patchOpenAI({ sdk: OpenAI });
  return { bare: new Bare({ apiKey: "sk-bench", fetch }), traced: new OpenAI({ apiKey: "sk-bench", fetch }) };
}
