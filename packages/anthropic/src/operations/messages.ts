import type Anthropic from "@anthropic-ai/sdk";
import { type Operation, operation, type RequestFields, type ResponseFields } from "@trace/core/instrument";
import { foldMessage, type MessageEvent } from "../fold.js";
import type { AnthropicMessage, Block } from "../message.js";
import { type Conversation, normalizeMessages } from "../normalize.js";
import { usageOf } from "../usage.js";

type Sdk = typeof Anthropic;

/** The body of a call for a message or a count of tokens, of any SDK version. */
export interface MessageRequest extends Conversation {
  model?: string;
  tools?: Block[];
  stream?: boolean;
  [param: string]: unknown;
}

const op = operation<Sdk>();

/** `messages` and `beta.messages`, whose classes are strangers to each other. */
export const messages: Operation<Sdk>[] = [
  messagesCreate("messages.create", (sdk) => sdk.Messages?.prototype),
  messagesCreate("beta.messages.create", (sdk) => sdk.Beta?.Messages?.prototype),
  countTokens("messages.countTokens", (sdk) => sdk.Messages?.prototype),
  countTokens("beta.messages.countTokens", (sdk) => sdk.Beta?.Messages?.prototype),
];

function messagesCreate(path: string, owner: (sdk: Sdk) => object | undefined): Operation<Sdk> {
  return op<MessageRequest, AnthropicMessage, MessageEvent>({
    path,
    owner,
    request: readRequest,
    response: readMessage,
    fold: foldMessage,
    isContent,
    normalize: normalizeMessages,
    withModel: (body, model) => ({ ...body, model }),
  });
}

// Counting is free: its span carries the count as output, never as usage.
function countTokens(path: string, owner: (sdk: Sdk) => object | undefined): Operation<Sdk> {
  return op<MessageRequest, { input_tokens?: number }>({
    path,
    owner,
    type: "span",
    operation: "count_tokens",
    request: readRequest,
    response: ({ input_tokens }) => ({ output: { input_tokens } }),
    withModel: (body, model) => ({ ...body, model }),
  });
}

function readRequest({ model, system, messages, tools, ...params }: MessageRequest): RequestFields {
  return { model, input: { system, messages }, tools, params };
}

function readMessage({ id, model, role, content, stop_reason, stop_details, usage }: AnthropicMessage): ResponseFields {
  return {
    id,
    model,
    output: { role, content, stop_reason, stop_details },
    usage: usageOf(usage),
    finishReasons: stop_reason ? [stop_reason] : undefined,
    serviceTier: serviceTier(usage),
  };
}

// Fast mode is priced like a tier of its own, but is said apart from it.
function serviceTier(usage: AnthropicMessage["usage"]): string | undefined {
  return usage?.speed === "fast" ? "fast" : (usage?.service_tier ?? undefined);
}

function isContent({ type, delta }: MessageEvent): boolean {
  return type === "content_block_delta" && delta?.type !== "signature_delta";
}
