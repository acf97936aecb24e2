import type { Content, RawContent, SpanType } from "../record.js";
import type { Usage } from "../usage.js";

/** What mappers may ask about a call besides its request and its result. */
export interface CallContext {
  /** The SDK's client that makes the call. */
  readonly client: object | undefined;
  /** Arguments of the call, exactly as the caller passed them. */
  readonly args: readonly unknown[];
  /** Base URL of the client, else `undefined`. */
  readonly baseURL: string | undefined;
  /** Reads a response header in any case; `undefined` before the response and where there is none. */
  header(name: string): string | undefined;
}

/** What a request says. Core snapshots every container, so a mapper only points at what matters. */
export interface RequestFields {
  model?: string | undefined;
  /** Messages, prompt or other content, in the provider's own shape. */
  input?: unknown;
  /** Tool definitions in the provider's own shape. */
  tools?: unknown;
  /** Everything else that was asked for, by the provider's own names. */
  params?: Record<string, unknown> | undefined;
}

/** What a result says. */
export interface ResponseFields {
  /** Id of the response. */
  id?: string | undefined;
  /** Model that answered. */
  model?: string | undefined;
  /** Content in the provider's own shape. */
  output?: unknown;
  usage?: Usage | undefined;
  /**
   * Records `usage` only the first time this process sees the key, for results that can be fetched again.
   * @default every result counts
   */
  usageKey?: string | undefined;
  /** USD, only where the provider reports it. */
  cost?: number | undefined;
  /** The provider's own words, one per choice. */
  finishReasons?: string[] | undefined;
  /** Replaces the provider's name, where only the result gives it away. */
  provider?: string | undefined;
  /** A result that arrived but says that the call failed: `response.status === "failed"`. */
  error?: { type: string; message: string } | undefined;
  /** The result says that somebody stopped the work. */
  cancelled?: boolean | undefined;
  /** The tier that served the call, where prices depend on it. */
  serviceTier?: string | undefined;
}

/**
 * A request option without which a provider reports no usage on streams.
 *
 * It is asked for on a copy of the request. A host that refuses it gets the call again without it, once, and is remembered.
 */
export interface UsageOption<Request, Chunk> {
  /** Returns a copy that asks for usage, or `undefined` where it must not be asked for. */
  ask(body: Request, context: CallContext): Request | undefined;
  /** Tells the chunk that exists only because of the option; the caller does not see it. */
  isExtra(chunk: Chunk): boolean;
  /** Tells whether an error of the call names the option. */
  refused(error: { status?: number; message?: string }): boolean;
}

/**
 * One method of an SDK that makes a call of its own. Helpers that call such a method get no row.
 *
 * All functions are pure and total: they leave their arguments alone, and a missing field is a missing attribute.
 */
export interface OperationRow<Sdk, Request, Response, Chunk = never> {
  /** Where a client has the method: `chat.completions.create`. The last segment is the method's name. */
  path: string;
  /** Returns the object that owns the method, usually a prototype; `undefined` where this SDK has none. */
  owner: (sdk: Sdk) => object | undefined;
  /** @default "generation" */
  type?: SpanType;
  /** `gen_ai.operation.name`; the span is called `<operation> <model>`. @default "chat" */
  operation?: string;
  /** Marks a method that only some versions of the SDK have, so that its absence says nothing. @default false */
  optional?: boolean;
  /** Reads the first argument of the call. */
  request: (body: Request, context: CallContext) => RequestFields;
  /** Reads the result, streamed or not. */
  response?: (result: Response, context: CallContext) => ResponseFields;
  /**
   * Adds a chunk to what the caller would have received unstreamed. Runs for every chunk before the caller sees it.
   *
   * `result` belongs to the fold, which may change and return it. It copies what it needs from the chunk and keeps
   * none of the chunk's objects, since the caller may change them.
   */
  fold?: (result: Response | undefined, chunk: Chunk) => Response | undefined;
  /** Tells a chunk with content (text, reasoning, tool arguments), for the time to the first token. */
  isContent?: (chunk: Chunk) => boolean;
  /** Turns captured content into the conventions' messages. Runs at export, not during the call. */
  normalize?: (content: RawContent) => Content;
  usageOption?: UsageOption<Request, Chunk>;

  /** The request's texts in order, for checks before the call. */
  text?: (body: Request) => string[];
  /** A copy of the request with other texts, as many as `text` returned. */
  withText?: (body: Request, texts: string[]) => Request;
  /** A copy of the request for another model. */
  withModel?: (body: Request, model: string) => Request;
  /** The result's texts in order, for checks after the call. */
  resultText?: (result: Response) => string[];
  /** A copy of the result with other texts, as many as `resultText` returned. */
  withResultText?: (result: Response, texts: string[]) => Response;
}

/** A row whose types of request and result are no longer told apart. */
export type Operation<Sdk = unknown> = OperationRow<Sdk, unknown, unknown, unknown>;

/** The table that describes one SDK. */
export interface ProviderTable<Sdk> {
  /** Name in options, reports and `gen_ai.provider.name`: `openai`. */
  name: string;
  /** The npm package: `openai`, `@anthropic-ai/sdk`. */
  module: string;
  /** Name of the client class among the module's exports: `OpenAI`. */
  exportName: string;
  operations: Operation<Sdk>[];
  /**
   * Method of the client's prototype chain that sends one HTTP attempt and receives the resolved options first.
   * @default "makeRequest"
   */
  requestMethod?: string;
  /**
   * Method through which the SDK's calls reach `requestMethod` later, where they do not reach it at once. Receives the
   * same options, or a promise of them, first.
   */
  requestEntry?: string;
  /** `gen_ai.provider.name` of a call, from the client's class and host. @default the table's name */
  identify?: (context: CallContext) => string;
  /** Returns the client of a resource on which an operation is called. @default its `_client` */
  client?: (resource: object) => object | undefined;
}

/** A table whose SDK type is no longer told apart: what is exported, patched and loaded. */
export type Provider = ProviderTable<unknown>;

/** Describes an SDK. */
export function defineProvider<Sdk>(table: ProviderTable<Sdk>): Provider {
  return table as Provider;
}

/**
 * Returns the function that writes the rows of one SDK, typed by its requests, results and chunks.
 *
 * @example
 * const op = operation<typeof OpenAI>();
 * op<OpenAI.EmbeddingCreateParams, OpenAI.CreateEmbeddingResponse>({ path: "embeddings.create", … });
 */
export function operation<Sdk>() {
  return <Request, Response = unknown, Chunk = never>(
    row: OperationRow<Sdk, Request, Response, Chunk>,
  ): Operation<Sdk> => row as unknown as Operation<Sdk>;
}
