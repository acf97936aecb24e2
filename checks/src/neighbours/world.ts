import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** What is around a program: providers that answer every call, and a receiver of our spans. */
export interface World {
  readonly url: string;
  /** Names of the finished spans that arrived since the last call, in order of the alphabet. */
  takeSpans(): string[];
  close(): void;
}

interface OtlpJson {
  resourceSpans: { scopeSpans: { spans: { name: string; attributes: { key: string }[] }[] }[] }[];
}

/** Starts a world on a free port. It reads OTLP as JSON. */
export async function startWorld(): Promise<World> {
  const spans: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const traces = request.url === "/v1/traces";
    if (traces) spans.push(...spanNames(JSON.parse(body) as OtlpJson));
    const { model } = body && !traces ? JSON.parse(body) : {};
    response.writeHead(model === "fails" ? 400 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(traces ? {} : model === "fails" ? { error: { message: "No" } } : answer(model)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeSpans: () => spans.splice(0).sort(),
    close: () => void server.close(),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return String(request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body);
}

function spanNames({ resourceSpans = [] }: Partial<OtlpJson>): string[] {
  const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  return spans
    .filter(({ attributes }) => !attributes.some(({ key }) => key === "trace.pending"))
    .map(({ name }) => name);
}

/** One answer that both providers' SDKs take. */
function answer(model: string) {
  return {
    id: "answer-1",
    type: "message",
    object: "chat.completion",
    role: "assistant",
    model,
    created: 0,
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }],
    content: [{ type: "text", text: "Hello" }],
    stop_reason: "end_turn",
    usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4, input_tokens: 3, output_tokens: 1 },
  };
}
