import { createHash } from "node:crypto";

/** What a program sees of a call: its result, read to the end, or its error. */
export interface Outcome {
  /** A parsed result, the chunks of a stream, or the hash of a file. */
  result?: unknown;
  error?: { name: string; status: unknown; message: string; requestId: unknown };
}

/** Waits for a call and reads what it returned to the end. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { result: await readWhole(await call()) };
  } catch (error) {
    const { name, message, status, requestID } = error as Error & { status?: number; requestID?: string };
    return { error: { name: `${(error as object).constructor.name}/${name}`, status, message, requestId: requestID } };
  }
}

async function readWhole(result: unknown): Promise<unknown> {
  if (result instanceof Response) return hash(await result.arrayBuffer());
  if (!isIterable(result)) return plain(result);
  const chunks: unknown[] = [];
  for await (const chunk of result) chunks.push(plain(chunk));
  return chunks;
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

const plain = (value: unknown): unknown => (typeof value === "string" ? value : JSON.parse(JSON.stringify(value)));
const hash = (bytes: ArrayBuffer) => createHash("sha256").update(new Uint8Array(bytes)).digest("hex");
