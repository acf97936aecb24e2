import type { Content, RawContent } from "@trace/core";
import { type Operation, operation } from "@trace/core/instrument";
import { readUsage, type WireUsage } from "@trace/openai-compatible";
import type OpenAI from "openai";

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
type Transcription = string | { text?: string; usage?: WireUsage };

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
    request: ({ model, input, ...params }) => ({ model, input, params }),
    // The body is the caller's to read: only its type is known.
    response: (_, context) => ({ output: { mime_type: context.header("content-type") } }),
    normalize: normalizeSpeech,
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
    request: ({ model, file, prompt, ...params }) => ({ model, input: { file, prompt }, params }),
    response: (result) =>
      typeof result === "string" ? { output: result } : { output: result?.text, usage: readUsage(result?.usage) },
    fold: foldTranscript,
    isContent: ({ delta }) => Boolean(delta),
    normalize: normalizeTranscription,
  });
}

function foldTranscript(
  result: Transcription | undefined,
  { type, delta, text, usage }: TranscriptEvent,
): Transcription {
  const before = typeof result === "object" ? result : { text: "" };
  if (type === "transcript.text.done") return { text, ...(usage && { usage: structuredClone(usage) }) };
  return { ...before, text: (before.text ?? "") + (delta ?? "") };
}

function normalizeSpeech({ input, output }: RawContent): Content {
  return {
    input: [{ role: "user", parts: [{ type: "text", content: input }] }],
    ...(output !== undefined && {
      output: [{ role: "assistant", parts: [{ type: "file", modality: "audio", file_id: "", ...output }] }],
    }),
  };
}

function normalizeTranscription({ input, output }: RawContent): Content {
  const { file, prompt } = (input ?? {}) as TranscriptionRequest;
  return {
    input: [
      {
        role: "user",
        parts: [{ type: "upload", modality: "audio", file }, ...(prompt ? [{ type: "text", content: prompt }] : [])],
      },
    ],
    ...(output !== undefined && { output: [{ role: "assistant", parts: [{ type: "text", content: output }] }] }),
  };
}
