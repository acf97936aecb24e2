import type Anthropic from "@anthropic-ai/sdk";
import { type CallContext, defineProvider } from "@trace/core/instrument";
import { batches } from "./operations/batches.js";
import { completions } from "./operations/completions.js";
import { messages } from "./operations/messages.js";

/** The table that describes `@anthropic-ai/sdk`, 0.39 to 1.x, and the Bedrock and Vertex clients built on it. */
export const anthropic = defineProvider<typeof Anthropic>({
  name: "anthropic",
  module: "@anthropic-ai/sdk",
  exportName: "Anthropic",
  operations: [...messages, ...batches, ...completions],
  identify,
  // With spans of its own, on by default since 0.134, the SDK waits a turn before it sends.
  requestEntry: "makeTracedRequest",
});

/** Tells who serves a call. */
export function identify({ client, baseURL = "" }: Pick<CallContext, "client" | "baseURL">): string {
  // Clients say it themselves since 0.134; before, their class and their host do.
  const said = (client as { _genAIProviderName?: unknown } | undefined)?._genAIProviderName;
  if (typeof said === "string" && said !== "anthropic") return said;
  const name = client?.constructor?.name ?? "";
  if (/bedrock/i.test(name) || /\bbedrock[\w-]*\..*\b(amazonaws\.com|api\.aws)/.test(baseURL)) return "aws.bedrock";
  if (/vertex/i.test(name) || /aiplatform\.googleapis\.com/.test(baseURL)) return "gcp.vertex_ai";
  return "anthropic";
}
