/** What a stubbed provider says to one request. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** The body in pieces, one write each. */
  frames: string[];
  /** Milliseconds between two pieces. */
  interval?: number;
  /** What follows the last piece: the proper end, a broken connection, or silence. @default "end" */
  ending?: "end" | "cut" | "open";
}

const requestIds = { "request-id": "req_suite", "x-request-id": "req_suite" };

/** A JSON answer. */
export function json(body: unknown, { status = 200, headers = {} }: Partial<Reply> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json", ...requestIds, ...headers },
    frames: [JSON.stringify(body)],
  };
}

/** A stream of server-sent events, one piece per event. */
export function events(frames: string[], options: Pick<Reply, "interval" | "ending"> = {}): Reply {
  return { status: 200, headers: { "content-type": "text/event-stream", ...requestIds }, frames, ...options };
}

/** A `fetch` that gives one reply to every call and hands out a piece only when somebody pulls it. */
export function replyingFetch(
  reply: Reply,
  seen: { pulls: number; cancelled: boolean } = { pulls: 0, cancelled: false },
) {
  const encoder = new TextEncoder();
  return async (_url: unknown, init?: { signal?: AbortSignal | null }): Promise<Response> => {
    let next = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason), { once: true });
        },
        pull(controller) {
          const frame = reply.frames[next++];
          if (frame === undefined) return controller.close();
          seen.pulls++;
          controller.enqueue(encoder.encode(frame));
        },
        cancel() {
          seen.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { status: reply.status, headers: reply.headers });
  };
}
