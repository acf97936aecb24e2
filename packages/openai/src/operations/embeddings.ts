import { type Operation, operation } from "@trace/core/instrument";
import { readUsage, reportedCost, type WireUsage } from "@trace/openai-compatible";
import type OpenAI from "openai";

type Sdk = typeof OpenAI;

const BYTES_PER_NUMBER = 4;

/** What embeddings are made from. */
interface EmbeddingRequest {
  model?: string;
  input?: unknown;
  [param: string]: unknown;
}

/** Embeddings; the SDK decodes vectors from base64 unless the caller asks for that. */
interface Embeddings {
  /** Not from OpenAI, but from others that speak its format. */
  id?: string;
  model?: string;
  data?: { embedding?: number[] | string }[];
  usage?: WireUsage;
}

/** Embeddings. Their vectors say nothing to a reader, so their count and size stand for them. */
export const embeddings: Operation<Sdk>[] = [
  operation<Sdk>()<EmbeddingRequest, Embeddings>({
    path: "embeddings.create",
    owner: (sdk) => sdk.Embeddings.prototype,
    type: "embedding",
    operation: "embeddings",
    request: ({ model, input, ...params }) => ({ model, input, params }),
    response: ({ id, model, data, usage }, context) => ({
      id,
      model,
      output: { count: data?.length, dimensions: dimensions(data?.[0]?.embedding) },
      usage: readUsage(usage),
      cost: reportedCost(usage, context),
    }),
    withModel: (body, model) => ({ ...body, model }),
  }),
];

function dimensions(embedding: number[] | string | undefined): number | undefined {
  if (typeof embedding !== "string") return embedding?.length;
  const padding = embedding.endsWith("==") ? 2 : embedding.endsWith("=") ? 1 : 0;
  return ((embedding.length * 3) / 4 - padding) / BYTES_PER_NUMBER;
}
