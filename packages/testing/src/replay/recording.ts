import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Exchange } from "./exchange.js";

/** What a recorded response says, in the provider's own counters and words. Null where it says nothing. */
export interface Expectation {
  model: string | null;
  response_model: string | null;
  response_id: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cached_input_tokens: number | null;
  reasoning_tokens: number | null;
  finish_reasons: string[] | null;
  tool_calls: string[] | null;
  /** The first 200 code points of the first choice. */
  output_text: string | null;
  error_status: number | null;
}

/** One exchange recorded against a provider's real API, as its file holds it. */
export interface Recording {
  /** `<provider>/<file name>`. */
  id: string;
  provider: string;
  operation: string;
  streaming: boolean;
  request: { method: string; url: string; headers: Record<string, string>; body: RecordedBody };
  response: {
    status: number;
    headers: Record<string, string>;
    /** Parsed JSON. */
    body?: unknown;
    /** Server-sent events or other text, exactly as sent. */
    text?: string;
    base64?: string;
  };
  expect: Expectation;
  expect_extra?: Record<string, unknown>;
}

/** A request's body: parsed JSON, or bytes where it was a form. */
export type RecordedBody = Record<string, unknown> | { base64: string };

/** Which recordings to read. */
export interface RecordingFilter {
  providers?: readonly string[];
  /** @default the folder that `recordingsFolder()` finds */
  folder?: string;
}

/**
 * Finds the recordings: `TRACE_RECORDINGS`, else `../shared/recordings` beside the repository, else the
 * few that are part of the repository.
 */
export function recordingsFolder(): string {
  const own = process.env.TRACE_RECORDINGS;
  if (own) return own;
  const root = repositoryRoot();
  const shared = join(root, "../shared/recordings");
  return existsSync(shared) ? shared : fixtureRecordingsFolder();
}

/** The recordings that are part of the repository. */
export function fixtureRecordingsFolder(): string {
  return join(repositoryRoot(), "packages/testing/fixtures/recordings");
}

/** Reads recordings, sorted by id. */
export function loadRecordings({ providers, folder = recordingsFolder() }: RecordingFilter = {}): Recording[] {
  const wanted = providers ?? readdirSync(folder, { withFileTypes: true }).filter(isFolder).map(nameOf);
  return wanted
    .filter((provider) => existsSync(join(folder, provider)))
    .flatMap((provider) => jsonFiles(join(folder, provider)))
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as Recording)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Turns a recording into an exchange that a replay server can serve. */
export function exchangeOf({ id, request, response }: Recording): Exchange {
  const isForm = "base64" in request.body;
  const { model, stream } = request.body as { model?: unknown; stream?: unknown };
  return {
    id,
    request: {
      method: request.method,
      path: new URL(request.url).pathname,
      ...(typeof model === "string" && { model }),
      ...(!isForm && { stream: stream === true }),
    },
    response: { status: response.status, headers: response.headers, body: bytesOf(response) },
  };
}

function bytesOf({ text, base64, body }: Recording["response"]): Uint8Array {
  if (text !== undefined) return Buffer.from(text);
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  return Buffer.from(body === undefined ? "" : JSON.stringify(body));
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));
}

/** Sources and built files lie at different depths, so the root is looked for. */
function repositoryRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "pnpm-workspace.yaml"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("no recordings beside this package: set TRACE_RECORDINGS to their folder");
    folder = parent;
  }
  return folder;
}

const isFolder = (entry: { isDirectory(): boolean; name: string }) => entry.isDirectory() && entry.name !== "LICENSES";
const nameOf = (entry: { name: string }) => entry.name;
