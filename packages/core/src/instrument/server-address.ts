import type { ModelCall } from "../record.js";

type ServerAddress = Pick<ModelCall, "serverAddress" | "serverPort">;

const MAX_KNOWN = 100;
const known = new Map<string, ServerAddress>();

/** Returns host and port of a base URL. An application has few of them, so each is parsed once. */
export function serverOf(baseURL: string | undefined): ServerAddress | undefined {
  if (!baseURL) return undefined;
  const address = known.get(baseURL);
  if (address) return address;
  const parsed = parse(baseURL);
  if (known.size < MAX_KNOWN) known.set(baseURL, parsed);
  return parsed;
}

function parse(baseURL: string): ServerAddress {
  if (!URL.canParse(baseURL)) return {};
  const { hostname, port, protocol } = new URL(baseURL);
  const serverPort = port ? Number(port) : protocol === "http:" ? 80 : 443;
  return { serverAddress: hostname, serverPort };
}
