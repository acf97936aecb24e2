/**
 * Every attribute name that Trace writes on the wire, in one place: the GenAI conventions' names (v1.41),
 * and under `trace.*` what the conventions lack. Names here are forever.
 */

/** Names from the OpenTelemetry semantic conventions. */
export const conventions = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  responseModel: "gen_ai.response.model",
  responseId: "gen_ai.response.id",
  finishReasons: "gen_ai.response.finish_reasons",
  /** Seconds. */
  timeToFirstChunk: "gen_ai.response.time_to_first_chunk",
  stream: "gen_ai.request.stream",
  inputMessages: "gen_ai.input.messages",
  outputMessages: "gen_ai.output.messages",
  systemInstructions: "gen_ai.system_instructions",
  toolDefinitions: "gen_ai.tool.definitions",
  toolName: "gen_ai.tool.name",
  toolArguments: "gen_ai.tool.call.arguments",
  toolResult: "gen_ai.tool.call.result",
  agentName: "gen_ai.agent.name",
  workflowName: "gen_ai.workflow.name",
  conversationId: "gen_ai.conversation.id",
  outputType: "gen_ai.output.type",
  promptName: "gen_ai.prompt.name",
  promptVersion: "gen_ai.prompt.version",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  cacheReadTokens: "gen_ai.usage.cache_read.input_tokens",
  cacheWriteTokens: "gen_ai.usage.cache_creation.input_tokens",
  reasoningTokens: "gen_ai.usage.reasoning.output_tokens",
  inputAudioTokens: "gen_ai.usage.audio.input_tokens",
  outputAudioTokens: "gen_ai.usage.audio.output_tokens",
  inputImageTokens: "gen_ai.usage.image.input_tokens",
  outputImageTokens: "gen_ai.usage.image.output_tokens",
  userId: "user.id",
  sessionId: "session.id",
  errorType: "error.type",
  serverAddress: "server.address",
  serverPort: "server.port",
  serviceName: "service.name",
  /** The release, on the resource. */
  serviceVersion: "service.version",
  serviceInstanceId: "service.instance.id",
  environment: "deployment.environment.name",
  exceptionType: "exception.type",
  exceptionMessage: "exception.message",
  exceptionStack: "exception.stacktrace",
  evaluationName: "gen_ai.evaluation.name",
  evaluationValue: "gen_ai.evaluation.score.value",
  evaluationLabel: "gen_ai.evaluation.score.label",
  evaluationExplanation: "gen_ai.evaluation.explanation",
} as const;

/** Request parameters that the conventions name, by the provider spellings that mean them. */
export const requestParameters: Readonly<Record<string, string>> = {
  max_tokens: "gen_ai.request.max_tokens",
  max_completion_tokens: "gen_ai.request.max_tokens",
  max_output_tokens: "gen_ai.request.max_tokens",
  temperature: "gen_ai.request.temperature",
  top_p: "gen_ai.request.top_p",
  top_k: "gen_ai.request.top_k",
  stop: "gen_ai.request.stop_sequences",
  stop_sequences: "gen_ai.request.stop_sequences",
  frequency_penalty: "gen_ai.request.frequency_penalty",
  presence_penalty: "gen_ai.request.presence_penalty",
  seed: "gen_ai.request.seed",
  n: "gen_ai.request.choice.count",
  dimensions: "gen_ai.embeddings.dimension.count",
  service_tier: "openai.request.service_tier",
};

/** Names of our own. JSON stands for a JSON string. */
export const own = {
  /** One of the span types. */
  type: "trace.type",
  category: "trace.category",
  /** Only where the OTLP status cannot say it: `cancelled`. */
  status: "trace.status",
  /** The caller's own word for the outcome. */
  statusLabel: "trace.status.label",
  level: "trace.level",
  /** JSON; input of a span that is not a conversation. */
  input: "trace.input",
  /** JSON. */
  output: "trace.output",
  /** JSON object. */
  metadata: "trace.metadata",
  /** Array of strings. */
  tags: "trace.tags",
  /** JSON object: every request parameter by the provider's own name. */
  parameters: "trace.parameters",
  /** JSON object: the provider's usage as it came. */
  usageRaw: "trace.usage.raw",
  /** JSON object: cache writes by time to live, in tokens. */
  cacheWriteByTtl: "trace.usage.cache_write_by_ttl",
  /** USD. */
  cost: "trace.cost.total",
  /** `provider` or `user`. */
  costSource: "trace.cost.source",
  /** Seconds. */
  timeToFirstToken: "trace.time_to_first_token",
  attempts: "trace.attempts",
  serviceTier: "trace.service_tier",
  /** True on a span that was still open when it was sent. */
  pending: "trace.pending",
  pendingSequence: "trace.pending.sequence",
  /** Set when something was cut to fit: the number of bytes left out. */
  truncatedBytes: "trace.truncated_bytes",
  /** HTTP status of the failed call. */
  errorStatusCode: "trace.error.status_code",
  errorRequestId: "trace.error.request_id",
  /** Resource: spans lost since the last successful request. */
  droppedSpans: "trace.dropped_spans",
  /** Resource: the application's flush interval in milliseconds, which heartbeats keep. */
  flushInterval: "trace.flush_interval",
} as const;

/** Headers by which a Trace server makes itself known in every ingest response, and clients in every request. */
export const headers = {
  /** The server's protocol version: `1`. Only a Trace server sends it. */
  server: "x-trace-server",
  /** Version of the remote configuration. */
  configVersion: "x-trace-config-version",
  /** Content encodings that the server takes, comma-separated: `zstd, gzip`. */
  encodings: "x-trace-encodings",
  /** From the client: the project that the key should belong to, URI-encoded. A server refuses another one's key. */
  project: "x-trace-project",
} as const;

/** The instrumentation scope of our spans. */
export const scopeName = "trace";

export { spanTypes } from "./span-type.js";
