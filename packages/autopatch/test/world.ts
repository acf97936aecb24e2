import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { spanNames } from "./spans.js";

/** What is around a traced program: a provider that answers every call, and a collector of spans. */
export interface World {
  readonly url: string;
  /** Names of the spans that arrived since the last call, in order of the alphabet. */
  takeSpans(): string[];
  close(): void;
}

/** Starts a world on a free port. */
export async function startWorld(): Promise<World> {
  let spans: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const body = await readBody(request);
    if (request.url === "/v1/traces") spans.push(...spanNames(body));
    response.setHeader("content-type", request.url === "/v1/traces" ? "application/x-protobuf" : "application/json");
    response.end(request.url === "/v1/traces" ? undefined : JSON.stringify(answer(JSON.parse(String(body)))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeSpans() {
      const taken = spans.sort();
      spans = [];
      return taken;
    },
    close: () => void server.close(),
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

/** One answer that both providers' SDKs take. */
function answer({ model }: { model: string }) {
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
