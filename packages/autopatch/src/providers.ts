import { anthropic } from "@trace/anthropic";
import type { Provider } from "@trace/core/instrument";
import { openai } from "@trace/openai";

/** Every SDK that `autopatch` knows: the only list of providers. */
export const providers: readonly Provider[] = [openai, anthropic];
