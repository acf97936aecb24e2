/** Tokens of one model call. Totals include their parts; every field is optional. */
export interface Usage {
  /** All input tokens, cache reads and writes included. */
  inputTokens?: number;
  /** All output tokens, reasoning included. */
  outputTokens?: number;
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
  /** Cache writes by time to live: `{ "5m": 100, "1h": 20 }`. */
  cacheWriteByTtl?: Record<string, number>;
  reasoningTokens?: number;
  inputAudioTokens?: number;
  outputAudioTokens?: number;
  inputImageTokens?: number;
  outputImageTokens?: number;
  /** The provider's own object, unchanged. */
  raw?: unknown;
}
