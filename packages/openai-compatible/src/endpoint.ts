import type { CallContext } from "@trace/core/instrument";

type Caller = Pick<CallContext, "client" | "baseURL">;

const AZURE = "azure.ai.openai";
const BEDROCK = "aws.bedrock";
const VERTEX = "gcp.vertex_ai";

/** Who answers at a host that ends like this, in the GenAI conventions' spelling. */
const hosts: Readonly<Record<string, string>> = {
  "api.openai.com": "openai",
  "openai.azure.com": AZURE,
  "cognitiveservices.azure.com": AZURE,
  "services.ai.azure.com": AZURE,
  "models.ai.azure.com": "azure.ai.inference",
  "openrouter.ai": "openrouter",
  "api.groq.com": "groq",
  "api.deepseek.com": "deepseek",
  "api.x.ai": "x_ai",
  "api.mistral.ai": "mistral_ai",
  "api.fireworks.ai": "fireworks",
  "api.together.xyz": "together",
  "api.together.ai": "together",
  "api.perplexity.ai": "perplexity",
  "api.moonshot.ai": "moonshot_ai",
  "api.moonshot.cn": "moonshot_ai",
  "api.cohere.ai": "cohere",
  "api.cohere.com": "cohere",
  "api.anthropic.com": "anthropic",
  "aiplatform.googleapis.com": VERTEX,
  "generativelanguage.googleapis.com": "gcp.gemini",
};

/** Who answers a client of this class, or one whose `provider` option says this. */
const clients: Readonly<Record<string, string>> = {
  AzureOpenAI: AZURE,
  BedrockOpenAI: BEDROCK,
  azure: AZURE,
  bedrock: BEDROCK,
  vertex: VERTEX,
};

/** Who takes `stream_options.include_usage`; a server that is not known may refuse a whole call for it. */
const takers = [
  "openai",
  AZURE,
  "azure.ai.inference",
  "deepseek",
  "moonshot_ai",
  "openrouter",
  "fireworks",
  "together",
];

interface Client {
  constructor: { name: string };
  /** openai 7, where its `provider` option is set. */
  _provider?: { name?: string };
  /** Azure's, whatever a bundler calls the class. */
  apiVersion?: unknown;
}

/** Names who answers an OpenAI-shaped client: by its class, what it says of itself, and its host. */
export function identify(caller: Caller): string {
  return endpointOf(caller) ?? "openai";
}

/** Names who answers, `undefined` where it could be anybody: a proxy, a server of one's own. */
export function endpointOf({ client, baseURL }: Caller): string | undefined {
  return byClass(client as Client | undefined) ?? byHost(baseURL);
}

/** Whether the host is known to take `stream_options.include_usage`. */
export function takesUsageOption(caller: Caller): boolean {
  return takers.includes(endpointOf(caller) ?? "");
}

function byClass(client: Client | undefined): string | undefined {
  if (!client) return undefined;
  return (
    clients[client.constructor?.name] ??
    clients[client._provider?.name ?? ""] ??
    (client.apiVersion ? AZURE : undefined)
  );
}

const MAX_KNOWN = 100;
const known = new Map<string, string | undefined>();

/** An application has few base URLs, so each is looked at once. */
function byHost(baseURL: string | undefined): string | undefined {
  if (baseURL === undefined) return undefined;
  if (known.has(baseURL)) return known.get(baseURL);
  const hostname = URL.canParse(baseURL) ? new URL(baseURL).hostname : "";
  const suffix = Object.keys(hosts).find((end) => hostname.endsWith(end));
  const name = hostname.startsWith("bedrock") ? BEDROCK : hosts[suffix ?? ""];
  if (known.size < MAX_KNOWN) known.set(baseURL, name);
  return name;
}
