import type { Cost, Usage } from "../api/types.js";
import type { FoundPrice, PriceEntry, Rates } from "./entry.js";
import { findPrice } from "./lookup.js";

/** What the price of a call depends on. */
export interface PricedCall {
  provider?: string;
  /** The model that answered wins over the one asked for: a deployment's name says nothing about its price. */
  responseModel?: string;
  model?: string;
  usage: Usage;
  /** `flex`, `priority`, `batch`; anything else is the standard tier. */
  serviceTier?: string;
  /** Milliseconds since the epoch. */
  time: number;
}

/** Computes what a call cost, or null where that is not known. */
export function priceOf(call: PricedCall): Cost | null {
  if (call.usage.inputTokens === undefined && call.usage.outputTokens === undefined) return null;
  const price =
    (call.responseModel && findPrice(call.provider, call.responseModel)) ||
    (call.model && findPrice(call.provider, call.model));
  if (!price) return null;
  const chosen = chooseRates(price, call);
  if (chosen === null) return null;
  const parts = priceParts(call.usage, chosen.rates);
  if (parts === null) return null;
  const usd = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { usd: rounded(usd), source: "price-table", rule: chosen.rule, ruleDate: chosen.date, parts };
}

interface ChosenRates {
  rates: Rates;
  rule: string;
  date: string;
}

function chooseRates(price: FoundPrice, call: PricedCall): ChosenRates | null {
  const chosen: ChosenRates = { rates: price.entry, rule: price.rule, date: price.date };
  applyDate(chosen, price.entry, call.time);
  applyWindow(chosen, price.entry, call.time);
  const standard = chosen.rates;
  if (!applyTier(chosen, price, call.serviceTier)) return null;
  applyLength(chosen, price.entry, standard, call.usage.inputTokens ?? 0);
  return chosen;
}

function applyDate(chosen: ChosenRates, entry: PriceEntry, time: number): void {
  const day = new Date(time).toISOString().slice(0, 10);
  const date = Object.keys(entry.from ?? {})
    .filter((from) => from <= day)
    .sort()
    .at(-1);
  if (date === undefined) return;
  chosen.rates = { ...chosen.rates, ...entry.from![date] };
  chosen.date = date;
}

function applyWindow(chosen: ChosenRates, entry: PriceEntry, time: number): void {
  const clock = new Date(time).toISOString().slice(11, 16);
  const window = entry.windows_utc?.find(({ start, end }) => clock >= start && clock < end);
  if (window === undefined) return;
  const { start, end, ...rates } = window;
  chosen.rates = { ...chosen.rates, ...rates };
  chosen.rule += `#${start}-${end}`;
}

/** False where the tier's price is not known. */
function applyTier(chosen: ChosenRates, price: FoundPrice, tier: string | undefined): boolean {
  if (tier === "batch") {
    if (price.batchFactor === undefined) return false;
    chosen.rates = mapRates(chosen.rates, (rate) => rate * price.batchFactor!);
  } else if (tier === "flex" || tier === "priority") {
    const rates = price.entry[tier];
    if (rates === undefined) return !price.tiered;
    chosen.rates = { ...chosen.rates, ...rates };
  } else return true;
  chosen.rule += `#${tier}`;
  return true;
}

/** Long requests pay more for all of their tokens; a tier's price rises in the same proportion. */
function applyLength(chosen: ChosenRates, entry: PriceEntry, standard: Rates, inputTokens: number): void {
  const limit = Object.keys(entry.above ?? {})
    .map(Number)
    .filter((above) => inputTokens > above)
    .sort((a, b) => b - a)[0];
  if (limit === undefined) return;
  const above = entry.above![limit]!;
  chosen.rates = mapRates(chosen.rates, (rate, key) => {
    const [long, short] = [above[key], standard[key]];
    return long === undefined || !short ? rate : rate * (long / short);
  });
  chosen.rule += `#above-${limit}`;
}

function mapRates(rates: Rates, change: (rate: number, key: keyof Rates) => number): Rates {
  const entries = Object.entries(rates).filter((entry): entry is [keyof Rates, number] => typeof entry[1] === "number");
  return Object.fromEntries(entries.map(([key, rate]) => [key, change(rate, key)]));
}

/** USD by bucket; null where a bucket that has tokens has no price. */
function priceParts(usage: Usage, rates: Rates): Record<string, number> | null {
  const parts: Record<string, number> = {};
  for (const [name, tokens, rate] of buckets(usage, rates)) {
    if (tokens <= 0) continue;
    if (rate === undefined) return null;
    parts[name] = rounded((tokens * rate) / 1e6);
  }
  return parts;
}

type Bucket = [name: string, tokens: number, rate: number | undefined];

function buckets(usage: Usage, rates: Rates): Bucket[] {
  const input = usage.inputTokens ?? 0;
  const read = Math.min(usage.cacheReadTokens ?? 0, input);
  const write = Math.min(usage.cacheWriteTokens ?? 0, input - read);
  const write1h = Math.min(usage.cacheWriteByTtl?.["1h"] ?? 0, write);
  const audioIn = Math.min(usage.inputAudioTokens ?? 0, input - read - write);
  const imageIn = Math.min(usage.inputImageTokens ?? 0, input - read - write - audioIn);
  const output = usage.outputTokens ?? 0;
  const audioOut = Math.min(usage.outputAudioTokens ?? 0, output);
  const imageOut = Math.min(usage.outputImageTokens ?? 0, output - audioOut);
  const reasoning = rates.reasoning === undefined ? 0 : Math.min(usage.reasoningTokens ?? 0, output);
  const text = Math.max(0, output - audioOut - imageOut - reasoning);
  return [
    ["input", input - read - write - audioIn - imageIn, rates.input],
    ["cacheRead", read, rates.cache_read ?? rates.input],
    ["cacheWrite", write - write1h, rates.cache_write ?? rates.input],
    ["cacheWrite1h", write1h, rates.cache_write_1h ?? rates.cache_write ?? rates.input],
    ["inputAudio", audioIn, rates.input_audio ?? rates.input],
    ["inputImage", imageIn, rates.input_image ?? rates.input],
    ["output", text, rates.output],
    ["reasoning", reasoning, rates.reasoning],
    ["outputAudio", audioOut, rates.output_audio ?? rates.output],
    ["outputImage", imageOut, rates.output_image ?? rates.output],
  ];
}

/** Removes the noise of binary fractions: a picodollar is far below any price. */
function rounded(usd: number): number {
  return Math.round(usd * 1e12) / 1e12;
}
