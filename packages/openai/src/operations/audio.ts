import { type Operation, operation } from "@trace/core/instrument";
import { normalizeChat, readUsage, type WireUsage } from "@trace/openai-compatible";
import type OpenAI from "openai";
import { userMessage } from "./upload.js";

type Sdk = typeof OpenAI;

interface SpeechRequest {
  model?: string;
  input?: string;
  [param: string]: unknown;
}

interface TranscriptionRequest {
  model?: string;
  file?: unknown;
  prompt?: string;
  [param: string]: unknown;
}

/** A transcript: a text, or an object that holds one. Its usage counts tokens or only seconds. */
type Transcription = string | { text?: string | undefined; usage?: WireUsage | undefined };

/** A piece of a transcript, or the whole one at the end. */
interface TranscriptEvent {
  type?: string;
  delta?: string;
  text?: string;
  usage?: WireUsage;
}

const op = operation<Sdk>();

/** Speech from text, text from speech. */
export const audio: Operation<Sdk>[] = [
  op<SpeechRequest>({
    path: "audio.speech.create",
    owner: (sdk) => sdk.Audio.Speech.prototype,
    operation: "generate_content",
    request: ({ model, input, ...params }) => ({ model, input: userMessage(input, "text"), params }),
    // The body is the caller's to read: only its type is known.
    response: (_, context) => ({
      output: answer({ type: "audio", modality: "audio", mime_type: context.header("content-type") }),
    }),
    normalize: normalizeChat,
    withModel: (body, model) => ({ ...body, model }),
  }),
  transcription("audio.transcriptions.create", (sdk) => sdk.Audio.Transcriptions.prototype),
  transcription("audio.translations.create", (sdk) => sdk.Audio.Translations.prototype),
];

function transcription(path: string, owner: (sdk: Sdk) => object): Operation<Sdk> {
  return op<TranscriptionRequest, Transcription, TranscriptEvent>({
    path,
    owner,
    operation: "generate_content",
    request: ({ model, file, prompt, ...params }) => ({ model, input: userMessage(prompt, "audio", file), params }),
    response: (result) => {
      const { text, usage } = typeof result === "string" ? { text: result } : result;
      return { output: answer({ type: "text", text }), usage: readUsage(usage) };
    },
    fold: foldTranscript,
    isContent: ({ delta }) => Boolean(delta),
    normalize: normalizeChat,
  });
}

function foldTranscript(
  result: Transcription | undefined,
  { type, delta = "", text, usage }: TranscriptEvent,
): Transcription {
  if (type === "transcript.text.done") return { text, usage };
  return { text: ((result as { text?: string } | undefined)?.text ?? "") + delta };
}

function answer(part: object): object {
  return { choices: [{ message: { content: [part] } }] };
}
