/** USD per million tokens, by bucket. */
export interface Rates {
  /** Uncached input. */
  input?: number;
  output?: number;
  cache_read?: number;
  cache_write?: number;
  cache_write_1h?: number;
  input_audio?: number;
  output_audio?: number;
  input_image?: number;
  output_image?: number;
  /** Only where reasoning is priced apart from output. */
  reasoning?: number;
}

/** Prices of one model, with the conditions under which others apply. */
export interface PriceEntry extends Rates {
  /** Key N: a request of more than N input tokens pays these prices for all of its tokens. */
  above?: Record<string, Rates>;
  /** Key date: prices that hold from that day on. */
  from?: Record<string, Rates>;
  /** Prices by time of day, UTC, `HH:MM`. */
  windows_utc?: (Rates & { start: string; end: string })[];
  flex?: Rates;
  priority?: Rates;
}

/** An entry as it was found: under which name, of which date, with what the provider takes for a batch. */
export interface FoundPrice {
  rule: string;
  date: string;
  entry: PriceEntry;
  /** Batch price as a fraction of the standard one; undefined where the provider's is not known. */
  batchFactor?: number;
  /** True where a service tier without prices of its own makes the cost unknown. */
  tiered: boolean;
}
