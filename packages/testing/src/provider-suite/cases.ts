import type { Provider } from "@trace/core/instrument";
import type { Reply } from "./reply.js";

/** One loaded copy of an SDK. */
export interface SdkCase {
  /** `1.11 esm`. */
  name: string;
  load(): Promise<object>;
  /** What this copy cannot do and cannot be asked: `images.generate streamed`. */
  lacks?: string[];
}

/** What the suite asks of a client. */
export interface ClientOptions {
  baseURL: string;
  maxRetries: number;
  fetch?: (url: unknown, init?: RequestInit) => Promise<Response>;
}

/** A method that makes one call of its own, and what the provider answers. */
export interface OperationCase {
  /** Where a client has it: `messages.create`. Copies without it skip its tests. */
  path: string;
  params: object;
  reply: Reply;
  /** The same call, streamed: what is added to `params`, the answer, one event per piece, and a word of its first content. */
  stream?: { params: object; frames: string[]; firstWord: string };
  /** What the span must say after either of them: attributes by their wire names. */
  attributes: Record<string, unknown>;
  /** What the span must say of the answer's content, either way. */
  output: unknown;
}

/** A method that makes calls through another method. */
export interface HelperCase {
  /** `messages.stream().finalMessage()`. */
  name: string;
  /** Where a client has it. Copies without it skip its test. */
  path: string;
  replies: Reply[];
  /** Runs it to its end and returns something that can be compared. */
  run(client: object): Promise<unknown>;
  /** How many times it calls the model. */
  calls: number;
}

/** Everything that the suite needs to know of a provider. */
export interface ProviderCases {
  provider: Provider;
  patch(sdk: object): unknown;
  unpatch(): void;
  wrap<Client extends object>(client: Client): Client;
  sdks: SdkCase[];
  /** The client class of a loaded copy. */
  clientClass(sdk: object): new (options: never) => object;
  client(sdk: object, options: ClientOptions): object;
  /** The first one must be streamable; what holds for any call is proven on it. */
  operations: [OperationCase, ...OperationCase[]];
  helpers: HelperCase[];
  /** An error in the provider's words. */
  error: { status: number; body: object };
  /** A server-sent event that says that the stream failed. */
  errorFrame: string;
  /** What the client's list of models answers, page by page. */
  modelPages: Reply[];
}

/** The promise that Stainless SDKs return. */
export interface ApiPromise extends Promise<unknown> {
  withResponse(): Promise<{ data: unknown; response: Response; request_id?: string | null }>;
  asResponse(): Promise<Response>;
}

/** The stream that Stainless SDKs give. */
export interface ApiStream extends AsyncIterable<unknown> {
  controller: AbortController;
  tee(): [ApiStream, ApiStream];
  toReadableStream(): ReadableStream<Uint8Array>;
}
