import type { Exchange } from "@trace/testing/replay";

/** Tokens and cost of some calls to one model. */
export interface ModelUse {
  calls: number;
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  /** USD. */
  cost: number;
}

/** USD per million tokens, as the providers' price lists had them in November 2026. */
const prices: Record<string, { input: number; cacheRead?: number; cacheWrite?: number; output?: number }> = {
  "gpt-5.4-mini-2026-03-17": { input: 0.75, cacheRead: 0.075, output: 4.5 },
  "gpt-5.4-nano-2026-03-17": { input: 0.2, cacheRead: 0.02, output: 1.25 },
  "text-embedding-3-small": { input: 0.02 },
  "claude-sonnet-4-6": { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 },
};

/** The counters of all three APIs, as they come. */
interface RawUsage {
  prompt_tokens?: number;
  completion_tokens?: number;
  prompt_tokens_details?: { cached_tokens?: number };
  input_tokens?: number;
  output_tokens?: number;
  input_tokens_details?: { cached_tokens?: number };
  cache_read_input_tokens?: number;
  cache_creation_input_tokens?: number;
}

interface Payload {
  model?: string;
  usage?: RawUsage | null;
  response?: Payload;
  message?: Payload;
}

/** Adds up what replayed responses say of themselves, by model: what a trace of them must show. */
export function useOf(exchanges: readonly Exchange[]): Map<string, ModelUse> {
  const uses = new Map<string, ModelUse>();
  for (const { response } of exchanges) {
    if (response.status >= 400) continue;
    const { model, usage } = lastUsage(Buffer.from(response.body).toString());
    uses.set(model, add(uses.get(model), priced(model, usage)));
  }
  return uses;
}

/** Adds two uses of a model. */
export function add(a: ModelUse | undefined, b: ModelUse): ModelUse {
  if (!a) return b;
  const sum = { ...a };
  for (const key of Object.keys(b) as (keyof ModelUse)[]) sum[key] += b[key];
  return sum;
}

/** Streams repeat their counters; the last value of each counts. */
function lastUsage(body: string): { model: string; usage: RawUsage } {
  let model = "";
  let usage: RawUsage = {};
  for (const payload of payloadsOf(body).map((entry) => entry.response ?? entry.message ?? entry)) {
    model = payload.model ?? model;
    usage = { ...usage, ...payload.usage };
  }
  return { model, usage };
}

function payloadsOf(body: string): Payload[] {
  if (body.startsWith("{")) return [JSON.parse(body) as Payload];
  const lines = body.split("\n").filter((line) => line.startsWith("data: {"));
  return lines.map((line) => JSON.parse(line.slice("data: ".length)) as Payload);
}

function priced(model: string, usage: RawUsage): ModelUse {
  const read = usage.prompt_tokens_details?.cached_tokens ?? usage.input_tokens_details?.cached_tokens;
  const write = usage.cache_creation_input_tokens ?? 0;
  const stated = usage.prompt_tokens ?? usage.input_tokens ?? 0;
  // OpenAI counts cached tokens among the input, Anthropic beside it.
  const cacheRead = read ?? usage.cache_read_input_tokens ?? 0;
  const uncached = model.startsWith("claude") ? stated : stated - cacheRead;
  const output = usage.completion_tokens ?? usage.output_tokens ?? 0;
  const price = prices[model];
  if (!price) throw new Error(`there is no price for ${model}`);
  const cost =
    uncached * price.input +
    cacheRead * (price.cacheRead ?? 0) +
    write * (price.cacheWrite ?? 0) +
    output * (price.output ?? 0);
  return {
    calls: 1,
    inputTokens: uncached + cacheRead + write,
    cacheReadTokens: cacheRead,
    cacheWriteTokens: write,
    outputTokens: output,
    cost: cost / 1e6,
  };
}
