import { exchangeHeader, type Replay } from "./server.js";

/**
 * Makes a `fetch` that a client takes for the provider's: it sends every request to the replay server, whatever
 * its host, and the response keeps the URL that was asked for. With `exchange`, that one answers.
 */
export function replayFetch(replay: Replay, exchange?: string): typeof globalThis.fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const { pathname, search } = new URL(asked.url);
    const headers = new Headers(asked.headers);
    if (exchange !== undefined) headers.set(exchangeHeader, exchange);
    const { method, signal } = asked;
    const body = asked.body === null ? null : await asked.arrayBuffer();
    const response = await fetch(replay.url + pathname + search, { method, headers, body, signal });
    // Clients name the provider by the URL that answered.
    return Object.defineProperty(response, "url", { value: asked.url });
  };
}
