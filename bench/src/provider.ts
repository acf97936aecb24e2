/** A provider that answers at once and in this process, so that what remains is the SDK and the tracing. */

const usage = { prompt_tokens: 250, completion_tokens: 20, total_tokens: 270 };
const completion = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-4.1-mini",
  choices: [
    { index: 0, message: { role: "assistant", content: "Paris is the capital of France." }, finish_reason: "stop" },
  ],
  usage,
});

/** Answers every request with one short completion. */
export async function answer(): Promise<Response> {
  return new Response(completion, { headers: { "content-type": "application/json" } });
}

/** Answers with a stream of `chunks` chunks and a last one with usage. */
export function stream(chunks: number): () => Promise<Response> {
  const delta = (content: string) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
  const event = (data: object) =>
    `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", model: "gpt-4.1-mini", ...data })}\n\n`;
  const events = Array.from({ length: chunks }, (_, index) => event(delta(` word${index}`)));
  const body = new TextEncoder().encode(`${events.join("")}${event({ choices: [], usage })}data: [DONE]\n\n`);
  return async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
}

let call = 0;

/** A conversation of about `bytes` bytes whose strings exist for the first time, as after parsing a request. */
export function conversation(bytes: number) {
  const size = Math.min(bytes, 2000);
  const words = "The customer asked about order 4711 and wants to know when it will arrive at the door. ";
  const filler = words.repeat(Math.ceil(size / words.length));
  return Array.from({ length: Math.max(1, Math.round(bytes / size)) }, (_, index) => ({
    role: index % 2 ? ("assistant" as const) : ("user" as const),
    content: Buffer.from(`${call++} ${filler}`).toString("latin1", 0, size),
  }));
}

/** One question about an image of about `bytes` bytes. */
export function image(bytes: number) {
  const url = `data:image/png;base64,${"iVBORw0KGgoAAAANSUhEUg".repeat(Math.ceil(bytes / 22))}`;
  return [
    {
      role: "user" as const,
      content: [
        { type: "text" as const, text: "What is in this image?" },
        { type: "image_url" as const, image_url: { url } },
      ],
    },
  ];
}
