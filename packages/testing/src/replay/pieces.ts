/**
 * How a body is cut before it is sent: one server-sent event at a time, all at once, or in pieces of so many
 * bytes, which may fall inside an event and inside a character.
 */
export type Cut = "events" | "whole" | number;

/** When the pieces of a response are sent, in milliseconds. */
export interface Pace {
  /** From the request to the first piece. @default 0 */
  first?: number;
  /** Between two pieces. @default 0 */
  between?: number;
}

/** Cuts a body into the pieces that are sent one by one. Joined, they are the body again. */
export function cutBody(body: Uint8Array, cut: Cut): Uint8Array[] {
  if (cut === "whole" || body.length === 0) return [body];
  return cut === "events" ? cutEvents(body) : cutBytes(body, cut);
}

function cutBytes(body: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < body.length; start += size) pieces.push(body.subarray(start, start + size));
  return pieces;
}

function cutEvents(body: Uint8Array): Uint8Array[] {
  const events =
    Buffer.from(body)
      .toString("latin1")
      .match(/[\s\S]*?(?:\r?\n\r?\n|$)/g) ?? [];
  return events.filter((event) => event !== "").map((event) => Buffer.from(event, "latin1"));
}
