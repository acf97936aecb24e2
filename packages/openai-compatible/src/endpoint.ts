import type { CallContext } from "@trace/core/instrument";

type Caller = Pick<CallContext, "client" | "baseURL">;

/** Hosts by the name of who answers there, in the GenAI conventions' spelling. The first match counts. */
const hosts: [RegExp, string][] = [
  [/(^|\.)api\.openai\.com$/, "openai"],
  [/\.(openai|cognitiveservices|services\.ai)\.azure\.com$/, "azure.ai.openai"],
  [/\.models\.ai\.azure\.com$/, "azure.ai.inference"],
  [/(^|\.)openrouter\.ai$/, "openrouter"],
  [/(^|\.)api\.groq\.com$/, "groq"],
  [/(^|\.)api\.deepseek\.com$/, "deepseek"],
  [/(^|\.)api\.x\.ai$/, "x_ai"],
  [/(^|\.)api\.mistral\.ai$/, "mistral_ai"],
  [/(^|\.)api\.fireworks\.ai$/, "fireworks"],
  [/(^|\.)api\.together\.(xyz|ai)$/, "together"],
  [/(^|\.)api\.perplexity\.ai$/, "perplexity"],
  [/(^|\.)api\.moonshot\.(ai|cn)$/, "moonshot_ai"],
  [/(^|\.)api\.cohere\.(ai|com)$/, "cohere"],
  [/(^|\.)api\.anthropic\.com$/, "anthropic"],
  [/(^|[.-])aiplatform\.googleapis\.com$/, "gcp.vertex_ai"],
  [/(^|\.)generativelanguage\.googleapis\.com$/, "gcp.gemini"],
  [/^bedrock[\w-]*\..*\.(api\.aws|amazonaws\.com)$/, "aws.bedrock"],
];

/** Who takes `stream_options.include_usage`; a server that is not known may refuse a whole call for it. */
const takers = new Set([
  "openai",
  "azure.ai.openai",
  "azure.ai.inference",
  "deepseek",
  "moonshot_ai",
  "openrouter",
  "fireworks",
  "together",
]);

const sdkProviders: Record<string, string> = {
  bedrock: "aws.bedrock",
  vertex: "gcp.vertex_ai",
  azure: "azure.ai.openai",
};

interface Client {
  constructor: { name: string };
  /** openai 7, where its `provider` option is set. */
  _provider?: { name?: string };
  /** Azure's. */
  deploymentName?: unknown;
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
  return takers.has(endpointOf(caller) ?? "");
}

function byClass(client: Client | undefined): string | undefined {
  if (!client) return undefined;
  const { name } = client.constructor ?? {};
  if (name === "AzureOpenAI" || (typeof client.apiVersion === "string" && client.apiVersion)) return "azure.ai.openai";
  if (name === "BedrockOpenAI") return "aws.bedrock";
  const said = client._provider?.name;
  return said === undefined ? undefined : sdkProviders[said];
}

const MAX_KNOWN = 100;
const known = new Map<string, string | undefined>();

/** An application has few base URLs, so each is looked at once. */
function byHost(baseURL: string | undefined): string | undefined {
  if (baseURL === undefined) return undefined;
  if (known.has(baseURL)) return known.get(baseURL);
  const hostname = URL.canParse(baseURL) ? new URL(baseURL).hostname : "";
  const name = hosts.find(([pattern]) => pattern.test(hostname))?.[1];
  if (known.size < MAX_KNOWN) known.set(baseURL, name);
  return name;
}
