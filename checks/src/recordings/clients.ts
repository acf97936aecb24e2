import Anthropic from "@anthropic-ai/sdk";
import type { Recording } from "@trace/testing/replay";
import LegacyAnthropic from "anthropic-sdk-0-39";
import OpenAI, { AzureOpenAI } from "openai";

type Fetch = typeof globalThis.fetch;

const apiKey = "key-of-nobody";
// What a recording says of one attempt is compared, so nothing is tried twice.
const maxRetries = 0;

/** The operation's path at the end of a URL; what is before it is the base URL. */
const operationPaths: Record<string, string> = {
  chat: "/chat/completions",
  responses: "/responses",
  embeddings: "/embeddings",
  completions: "/completions",
  moderations: "/moderations",
  images_generate: "/images/generations",
  images_edit: "/images/edits",
  images_variation: "/images/variations",
  audio_speech: "/audio/speech",
  audio_transcription: "/audio/transcriptions",
  audio_translation: "/audio/translations",
};

/** Makes the client that a user of the recording's provider would have. */
export function openaiFor({ provider, operation, request }: Recording, fetch: Fetch): OpenAI {
  const url = new URL(request.url);
  const baseURL = url.origin + url.pathname.slice(0, -operationPaths[operation]!.length);
  const apiVersion = url.searchParams.get("api-version");
  // Azure's newest paths (`/openai/v1`) have no version and are called with the plain client.
  if (provider !== "azure-openai" || !apiVersion) return new OpenAI({ apiKey, baseURL, fetch, maxRetries });
  const deployment = url.pathname.match(/\/deployments\/([^/]+)/)?.[1];
  const address = deployment ? { endpoint: url.origin, deployment } : { baseURL };
  return new AzureOpenAI({ apiKey, apiVersion, fetch, maxRetries, ...address });
}

/** Makes a client of the current Anthropic SDK. */
export function anthropicFor(fetch: Fetch): Anthropic {
  // Without a timeout of its own the SDK refuses a large max_tokens that is not streamed.
  return new Anthropic({ apiKey, fetch, maxRetries, timeout: 60_000 });
}

/** Makes a client of the last Anthropic SDK that had the operation `complete`. */
export function legacyAnthropicFor(fetch: Fetch): LegacyAnthropic {
  return new LegacyAnthropic({ apiKey, fetch: fetch as never, maxRetries });
}
