import { type Operation, operation } from "@trace/core/instrument";
import type OpenAI from "openai";

type Sdk = typeof OpenAI;

interface BatchRequest {
  endpoint?: string;
  input_file_id?: string;
  completion_window?: string;
}

interface Batch {
  id?: string;
  status?: string;
  request_counts?: unknown;
}

/** Batches, as the work of handing one in. What they cost is known when they are done, perhaps to another process. */
export const batches: Operation<Sdk>[] = [
  operation<Sdk>()<BatchRequest, Batch>({
    path: "batches.create",
    owner: (sdk) => sdk.Batches.prototype,
    type: "span",
    operation: "create_batch",
    request: ({ endpoint, input_file_id, completion_window }) => ({
      params: { endpoint, input_file_id, completion_window },
    }),
    response: ({ id, status, request_counts }) => ({ id, output: { id, status, request_counts } }),
  }),
];
