import { createRequire } from "node:module";
import type { ModelPrice } from "@pydantic/genai-prices";
import type { FoundPrice, PriceEntry, Rates } from "./entry.js";
import prices from "./prices.json" with { type: "json" };

const models = prices.models as Record<string, PriceEntry>;
const aliases = prices.aliases as Record<string, string>;
const providers = prices.providers as Record<string, { names: string[]; batch_factor?: number }>;

/** Names under which the price library knows our providers, and the date of its data. */
const libraryIds: Record<string, string> = { xai: "x-ai", "amazon-bedrock": "aws", "google-vertex": "google" };
const libraryDate = "2026-09-23";

/** Tables to ask for a provider's models, the nearest first. */
const fallbacks: Record<string, string[]> = {
  azure: ["openai"],
  "google-vertex": ["google-vertex-anthropic", "google"],
};

const found = new Map<string, FoundPrice | null>();

/** Finds the prices of a model. Null where nobody knows them; nothing is guessed from a similar name. */
export function findPrice(provider: string | undefined, model: string): FoundPrice | null {
  const key = `${provider ?? ""}|${model}`;
  let price = found.get(key);
  if (price === undefined) {
    price = inTable(provider, model) ?? inLibrary(provider, model);
    if (found.size < 10_000) found.set(key, price);
  }
  return price;
}

function inTable(provider: string | undefined, model: string): FoundPrice | null {
  for (const table of tablesOf(provider)) {
    for (const name of spellings(model)) {
      const id = `${table}/${name}`;
      const rule = models[id] ? id : aliases[id];
      if (rule !== undefined && models[rule]) return describe(rule, prices.as_of, models[rule]);
    }
  }
  return null;
}

/** Table names for a provider as spans name it; without a provider, only vendors whose model names are their own. */
function tablesOf(provider: string | undefined): string[] {
  if (provider === undefined) return ["openai", "anthropic", "google", "mistral", "deepseek", "xai"];
  const table = tableOf(provider);
  return table === undefined ? [] : [table, ...(fallbacks[table] ?? [])];
}

function tableOf(provider: string): string | undefined {
  const name = provider.toLowerCase();
  return Object.keys(providers).find((table) => table === name || providers[table]!.names.includes(name));
}

/** A model's name as given, and without the date of its release. */
function spellings(model: string): string[] {
  const name = model.toLowerCase().replace(/^models\//, "");
  return [...new Set([model, name, name.replace(/-(\d{4}-\d{2}-\d{2}|20\d{6})$/, "")])];
}

type Library = typeof import("@pydantic/genai-prices");
let library: Library | undefined;

/** The library's data takes 20 MB of memory, and most models are in the table above. */
function priceLibrary(): Library {
  library ??= createRequire(import.meta.url)("@pydantic/genai-prices") as Library;
  return library;
}

function inLibrary(provider: string | undefined, model: string): FoundPrice | null {
  const table = provider === undefined ? undefined : (tableOf(provider) ?? provider);
  try {
    const price = priceLibrary().calcPrice(
      {},
      model,
      table === undefined ? {} : { providerId: libraryIds[table] ?? table },
    );
    if (price === null) return null;
    const rule = `${table ?? price.provider.id}/${price.model.id}`;
    if (models[rule]) return describe(rule, prices.as_of, models[rule]);
    return describe(rule, libraryDate, fromLibrary(price.model_price));
  } catch {
    return null;
  }
}

function describe(rule: string, date: string, entry: PriceEntry): FoundPrice {
  const table = rule.slice(0, rule.indexOf("/"));
  const tiered = table === "openai" || table === "azure";
  return { rule, date, entry, batchFactor: providers[table]?.batch_factor, tiered };
}

const libraryKeys: Record<string, keyof Rates> = {
  input_mtok: "input",
  output_mtok: "output",
  cache_read_mtok: "cache_read",
  cache_write_mtok: "cache_write",
  cache_write_1h_mtok: "cache_write_1h",
  input_audio_mtok: "input_audio",
  output_audio_mtok: "output_audio",
  input_image_mtok: "input_image",
  output_image_mtok: "output_image",
};

function fromLibrary(price: ModelPrice): PriceEntry {
  const entry: PriceEntry = {};
  for (const [name, value] of Object.entries(price)) {
    const key = libraryKeys[name];
    if (key === undefined || value === undefined) continue;
    if (typeof value === "number") entry[key] = value;
    else {
      entry[key] = value.base;
      for (const tier of value.tiers) {
        entry.above ??= {};
        entry.above[tier.start] = { ...entry.above[tier.start], [key]: tier.price };
      }
    }
  }
  return entry;
}
