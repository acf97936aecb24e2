import type { Usage } from "../types.js";
import { formatCount } from "./tokens.js";

/** Input and output tokens as `2,140 → 188`; one number alone where there is no other. */
export function formatTokenPair({ inputTokens, outputTokens }: Usage): string {
  if (outputTokens === undefined) return formatCount(inputTokens);
  return `${inputTokens === undefined ? "?" : formatCount(inputTokens)} → ${formatCount(outputTokens)}`;
}
