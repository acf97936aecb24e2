import type Anthropic from "@anthropic-ai/sdk";
import { type Operation, operation } from "@trace/core/instrument";

type Sdk = typeof Anthropic;

/** The requests of a batch, as far as we read them. */
interface BatchRequest {
  requests?: { params?: { model?: string } }[];
}

/** A batch that was accepted. */
interface Batch {
  id?: string;
  processing_status?: string;
  request_counts?: unknown;
}

const op = operation<Sdk>();

/**
 * `messages.batches.create` and its beta.
 *
 * Results have no row: they can be fetched any number of times and by any process, so counting their tokens
 * here would count them again and again.
 */
export const batches: Operation<Sdk>[] = [
  batchesCreate("messages.batches.create", (sdk) => sdk.Messages?.Batches?.prototype),
  batchesCreate("beta.messages.batches.create", (sdk) => sdk.Beta?.Messages?.Batches?.prototype),
];

function batchesCreate(path: string, owner: (sdk: Sdk) => object | undefined): Operation<Sdk> {
  return op<BatchRequest, Batch>({
    path,
    owner,
    type: "span",
    operation: "create_batch",
    request: ({ requests }) => ({ model: requests?.[0]?.params?.model, params: { request_count: requests?.length } }),
    response: ({ id, processing_status, request_counts }) => ({
      id,
      output: { id, processing_status, request_counts },
    }),
  });
}
