import { expect, it } from "vitest";
import { identify, takesUsageOption } from "./endpoint.js";

class OpenAI {}
class AzureOpenAI {}
class BedrockOpenAI {}

it.each<[string, object, string | undefined, string, boolean]>([
  ["OpenAI", new OpenAI(), "https://api.openai.com/v1", "openai", true],
  ["OpenAI in Europe", new OpenAI(), "https://eu.api.openai.com/v1", "openai", true],
  ["Azure by its class", new AzureOpenAI(), "https://gateway.example.com/openai", "azure.ai.openai", true],
  ["Azure by its host", new OpenAI(), "https://x.openai.azure.com/openai/v1", "azure.ai.openai", true],
  ["Azure's foundry", new OpenAI(), "https://x.services.ai.azure.com/openai/v1", "azure.ai.openai", true],
  ["Bedrock by its class", new BedrockOpenAI(), undefined, "aws.bedrock", false],
  ["Bedrock by its host", new OpenAI(), "https://bedrock-mantle.us-east-1.api.aws/v1", "aws.bedrock", false],
  [
    "a client that says it",
    Object.assign(new OpenAI(), { _provider: { name: "vertex" } }),
    undefined,
    "gcp.vertex_ai",
    false,
  ],
  ["Vertex", new OpenAI(), "https://us-central1-aiplatform.googleapis.com/v1/projects/p", "gcp.vertex_ai", false],
  ["Gemini", new OpenAI(), "https://generativelanguage.googleapis.com/v1beta/openai", "gcp.gemini", false],
  ["OpenRouter", new OpenAI(), "https://openrouter.ai/api/v1", "openrouter", true],
  ["Groq", new OpenAI(), "https://api.groq.com/openai/v1", "groq", false],
  ["DeepSeek", new OpenAI(), "https://api.deepseek.com", "deepseek", true],
  ["xAI", new OpenAI(), "https://api.x.ai/v1", "x_ai", false],
  ["Mistral", new OpenAI(), "https://api.mistral.ai/v1", "mistral_ai", false],
  ["a server of one's own", new OpenAI(), "http://localhost:8000/v1", "openai", false],
  ["no URL at all", new OpenAI(), "not a url", "openai", false],
])("tells %s", (_, client, baseURL, name, asks) => {
  expect(identify({ client, baseURL })).toBe(name);
  expect(takesUsageOption({ client, baseURL })).toBe(asks);
});
