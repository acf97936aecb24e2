import type Anthropic from "@anthropic-ai/sdk";
import type { RecordedBody, Recording } from "@trace/testing/replay";
import OpenAI from "openai";
import { anthropicFor, legacyAnthropicFor, openaiFor } from "./clients.js";

type Fetch = typeof globalThis.fetch;
type Call = (recording: Recording, body: never, fetch: Fetch) => PromiseLike<unknown>;

const images = (call: Parameters<typeof openaiFor>, use: (images: OpenAI.Images) => PromiseLike<unknown>) =>
  use(openaiFor(...call).images);

/** How each recorded operation is called in the provider's own SDK. */
const calls: Record<string, Call> = {
  chat: (recording, body, fetch) => openaiFor(recording, fetch).chat.completions.create(body),
  responses: (recording, body, fetch) => openaiFor(recording, fetch).responses.create(body),
  completions: (recording, body, fetch) => openaiFor(recording, fetch).completions.create(body),
  embeddings: (recording, body, fetch) => openaiFor(recording, fetch).embeddings.create(body),
  moderations: (recording, body, fetch) => openaiFor(recording, fetch).moderations.create(body),
  images_generate: (recording, body, fetch) => images([recording, fetch], (api) => api.generate(body)),
  images_edit: (recording, body, fetch) =>
    images([recording, fetch], async (api) =>
      api.edit({ ...(body as OpenAI.ImageEditParams), image: await picture() }),
    ),
  images_variation: (recording, body, fetch) => images([recording, fetch], (api) => api.createVariation(body)),
  audio_speech: (recording, body, fetch) => openaiFor(recording, fetch).audio.speech.create(body),
  audio_transcription: (recording, body, fetch) => openaiFor(recording, fetch).audio.transcriptions.create(body),
  audio_translation: (recording, body, fetch) => openaiFor(recording, fetch).audio.translations.create(body),
  messages: (recording, body, fetch) => messagesOf(recording, fetch).create(body),
  count_tokens: (_, body, fetch) => anthropicFor(fetch).messages.countTokens(body),
  complete: (_, body, fetch) => legacyAnthropicFor(fetch).completions.create(body),
};

/** Makes the recorded call through the provider's SDK. */
export async function makeCall(recording: Recording, fetch: Fetch): Promise<unknown> {
  const body = await bodyOf(recording);
  return calls[recording.operation]!(recording, body as never, fetch);
}

function messagesOf({ request }: Recording, fetch: Fetch): Anthropic["messages"] {
  const client = anthropicFor(fetch);
  const isBeta = new URL(request.url).searchParams.get("beta") === "true";
  // Both resources take the recorded bodies alike; their types differ.
  return isBeta ? (client.beta.messages as unknown as Anthropic["messages"]) : client.messages;
}

async function bodyOf({ operation, request, response }: Recording): Promise<object> {
  if (isForm(request.body)) return formFields(request.body, request.headers["content-type"]!);
  // Left alone, the SDK asks for base64 and decodes it, whatever comes back.
  if (operation === "embeddings" && !("encoding_format" in request.body) && response.status < 400)
    return { ...request.body, encoding_format: "float" };
  return request.body;
}

function isForm(body: RecordedBody): body is { base64: string } {
  return typeof body.base64 === "string";
}

async function formFields({ base64 }: { base64: string }, contentType: string): Promise<object> {
  const headers = { "content-type": contentType };
  const form = await new Response(Buffer.from(base64, "base64"), { headers }).formData();
  return Object.fromEntries([...form.entries()].map(([name, value]) => [name, fieldValue(value)]));
}

const fieldValue = (value: ReturnType<FormData["get"]>) => (value === "true" ? true : value);

function picture() {
  return OpenAI.toFile(Buffer.from("iVBORw0KGgo=", "base64"), "logo.png", { type: "image/png" });
}
