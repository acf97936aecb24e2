import { type Operation, operation } from "@trace/core/instrument";
import {
  type ChatCompletion,
  type ChatRequest,
  type Completion,
  type CompletionRequest,
  foldChat,
  foldCompletion,
  includeUsage,
  isChatContent,
  isCompletionContent,
  normalizeChat,
  normalizeCompletion,
  readChat,
  readChatRequest,
  readCompletion,
  readCompletionRequest,
} from "@trace/openai-compatible";
import type OpenAI from "openai";

type Sdk = typeof OpenAI;

const op = operation<Sdk>();

// `parse`, `stream`, `runTools` and openai 4's `beta.chat.completions` all call `create`.
const chatCompletions = op<ChatRequest, ChatCompletion, ChatCompletion>({
  path: "chat.completions.create",
  owner: (sdk) => sdk.Chat.Completions.prototype,
  request: readChatRequest,
  response: readChat,
  fold: foldChat,
  isContent: isChatContent,
  normalize: normalizeChat,
  usageOption: includeUsage(),
  withModel: (body, model) => ({ ...body, model }),
});

const completions = op<CompletionRequest, Completion, Completion>({
  path: "completions.create",
  owner: (sdk) => sdk.Completions.prototype,
  operation: "text_completion",
  request: readCompletionRequest,
  response: readCompletion,
  fold: foldCompletion,
  isContent: isCompletionContent,
  normalize: normalizeCompletion,
  usageOption: includeUsage(),
  withModel: (body, model) => ({ ...body, model }),
});

/** Chat completions, and the completions that came before them. */
export const chat: Operation<Sdk>[] = [chatCompletions, completions];
