import { type Operation, operation } from "@trace/core/instrument";
import {
  foldResponse,
  isResponseContent,
  normalizeResponse,
  type ResponseEvent,
  type ResponseRequest,
  readResponse,
  readResponseRequest,
  readStoredResponse,
  type WireResponse,
} from "@trace/openai-compatible";
import type OpenAI from "openai";

type Sdk = typeof OpenAI;

const op = operation<Sdk>();

/** The Responses API: openai 4.87 and newer; its beta has classes of its own, from openai 6 on. */
export const responses: Operation<Sdk>[] = [
  ...table("responses", (sdk) => sdk.Responses.prototype),
  ...table("beta.responses", (sdk) => (sdk.Beta as { Responses?: { prototype: object } }).Responses?.prototype),
];

function table(prefix: string, owner: (sdk: Sdk) => object | undefined): Operation<Sdk>[] {
  return [
    create(`${prefix}.create`, owner),
    compact(`${prefix}.compact`, owner),
    retrieve(`${prefix}.retrieve`, owner),
  ];
}

// `parse` and `stream` call `create`.
function create(path: string, owner: (sdk: Sdk) => object | undefined): Operation<Sdk> {
  return op<ResponseRequest, WireResponse, ResponseEvent>({
    path,
    owner,
    optional: true,
    request: readResponseRequest,
    response: readResponse,
    fold: foldResponse,
    isContent: isResponseContent,
    normalize: normalizeResponse,
    withModel: (body, model) => ({ ...body, model }),
  });
}

function compact(path: string, owner: (sdk: Sdk) => object | undefined): Operation<Sdk> {
  return op<ResponseRequest, WireResponse>({
    path,
    owner,
    optional: true,
    request: readResponseRequest,
    response: readResponse,
    normalize: normalizeResponse,
    withModel: (body, model) => ({ ...body, model }),
  });
}

/** Fetches what was made before. Only a response that ran in the background brings usage nobody has counted. */
function retrieve(path: string, owner: (sdk: Sdk) => object | undefined): Operation<Sdk> {
  return op<string, WireResponse, ResponseEvent>({
    path,
    owner,
    optional: true,
    operation: "fetch_response",
    request: (id) => ({ params: { response_id: id } }),
    response: readStoredResponse,
    fold: foldResponse,
    isContent: isResponseContent,
    normalize: normalizeResponse,
  });
}
