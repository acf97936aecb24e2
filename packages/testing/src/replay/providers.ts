import type { Exchange } from "./exchange.js";
import type { Pace } from "./pieces.js";
import { type Replay, startReplay } from "./server.js";

/** The providers whose clients find their address and key in the environment. */
const providers = [
  { name: "OpenAI", key: "OPENAI_API_KEY", address: "OPENAI_BASE_URL", path: "/v1" },
  { name: "Anthropic", key: "ANTHROPIC_API_KEY", address: "ANTHROPIC_BASE_URL", path: "" },
];

/** Options of `replayMissingProviders`. */
export interface ProviderReplayOptions {
  exchanges: readonly Exchange[];
  /** @default no delays */
  pace?: Pace | ((exchange: Exchange) => Pace);
  /** @default process.env */
  environment?: NodeJS.ProcessEnv;
}

/** A replay that stands in for providers. */
export interface ProviderReplay {
  replay: Replay;
  /** Names of the providers that are replayed; empty where every key is there. */
  replayed: string[];
  /** The environment for a program that uses the providers' clients. */
  environment: NodeJS.ProcessEnv;
}

/**
 * Starts a replay server and points the clients of those providers at it whose key is not in the environment
 * (`OPENAI_API_KEY`, `ANTHROPIC_API_KEY`).
 */
export async function replayMissingProviders(options: ProviderReplayOptions): Promise<ProviderReplay> {
  const { environment = process.env, ...replayOptions } = options;
  const replay = await startReplay(replayOptions);
  const missing = providers.filter(({ key }) => !environment[key]);
  const addresses = missing.map(({ key, address, path }) => ({ [key]: "replay", [address]: replay.url + path }));
  return {
    replay,
    replayed: missing.map(({ name }) => name),
    environment: Object.assign({ ...environment }, ...addresses),
  };
}
