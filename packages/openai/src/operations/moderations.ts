import { type Operation, operation } from "@trace/core/instrument";
import type OpenAI from "openai";

type Sdk = typeof OpenAI;

interface ModerationRequest {
  model?: string;
  input?: unknown;
}

interface Moderation {
  id?: string;
  model?: string;
  results?: unknown[];
}

/** Moderations. They are free and count no tokens. */
export const moderations: Operation<Sdk>[] = [
  operation<Sdk>()<ModerationRequest, Moderation>({
    path: "moderations.create",
    owner: (sdk) => sdk.Moderations.prototype,
    type: "guardrail",
    operation: "moderation",
    request: ({ model, input }) => ({ model, input }),
    response: ({ id, model, results }) => ({ id, model, output: results }),
  }),
];
