import { describe, expect, it } from "vitest";
import { readEvents } from "./live.js";

async function eventsOf(...chunks: string[]): Promise<string[]> {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of bytes) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: string[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

describe("readEvents", () => {
  it("gives the data of each event, whatever the other fields", async () => {
    expect(await eventsOf('event: trace\nid: 1\ndata: {"a":1}\n\nevent: hello\ndata:{"b":2}\n\n')).toEqual([
      '{"a":1}',
      '{"b":2}',
    ]);
  });

  it("joins events that arrive in pieces, with either line end", async () => {
    expect(await eventsOf("data: on", "e\r", "\n\r\nda", "ta: two\n\n")).toEqual(["one", "two"]);
  });

  it("joins the lines of one event and skips comments", async () => {
    expect(await eventsOf(": keep-alive\n\ndata: a\ndata: b\n\n")).toEqual(["a\nb"]);
  });

  it("drops an event that the end of the stream cut off", async () => {
    expect(await eventsOf("data: whole\n\ndata: hal")).toEqual(["whole"]);
  });
});
