export type { Exchange, ExchangeRequest, ExchangeResponse, ReplayedRequest } from "./exchange.js";
export { replayFetch } from "./fetch.js";
export { parseExchange, readExchanges } from "./http-file.js";
export type { Cut, Pace } from "./pieces.js";
export { type ProviderReplay, type ProviderReplayOptions, replayMissingProviders } from "./providers.js";
export {
  type Expectation,
  exchangeOf,
  fixtureRecordingsFolder,
  loadRecordings,
  type RecordedBody,
  type Recording,
  type RecordingFilter,
  recordingsFolder,
} from "./recording.js";
export { exchangeHeader, type Replay, type ReplayOptions, startReplay } from "./server.js";
