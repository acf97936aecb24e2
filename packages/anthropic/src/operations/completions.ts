import type Anthropic from "@anthropic-ai/sdk";
import { type Operation, operation } from "@trace/core/instrument";
import { normalizeCompletion } from "../normalize.js";

type Sdk = typeof Anthropic;

/** The body of a legacy completion. */
interface CompletionRequest {
  model?: string;
  prompt?: string;
  stream?: boolean;
  [param: string]: unknown;
}

/** A legacy completion, which is also the shape of its stream's events. */
interface Completion {
  id?: string;
  model?: string;
  completion?: string;
  stop_reason?: string | null;
}

/** `completions.create`, which SDK 1.x no longer has. It never said how many tokens it took. */
export const completions: Operation<Sdk>[] = [
  operation<Sdk>()<CompletionRequest, Completion, Completion>({
    path: "completions.create",
    owner: (sdk) => (sdk as { Completions?: { prototype: object } }).Completions?.prototype,
    optional: true,
    operation: "text_completion",
    request: ({ model, prompt, ...params }) => ({ model, input: prompt, params }),
    response: ({ id, model, completion, stop_reason }) => ({
      id,
      model,
      output: { completion, stop_reason },
      finishReasons: stop_reason ? [stop_reason] : undefined,
    }),
    fold: (result, chunk) => ({
      ...result,
      ...chunk,
      completion: (result?.completion ?? "") + (chunk.completion ?? ""),
    }),
    isContent: ({ completion }) => Boolean(completion),
    normalize: normalizeCompletion,
    withModel: (body, model) => ({ ...body, model }),
  }),
];
