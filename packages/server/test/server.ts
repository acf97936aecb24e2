import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { type ServerOptions, startServer, type TraceServer } from "../src/index.js";

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "trace-server-"));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function afterTest(step: () => unknown): void {
  cleanUp.push(step);
}

/** A running server on a free port with a database of its own, both gone after the test. */
export async function testServer(options: ServerOptions = {}): Promise<TraceServer> {
  const server = await startServer({ port: 0, dataDir: temporaryFolder(), ...options });
  cleanUp.push(() => server.close());
  return server;
}

/** Reads an answer of the API. */
export async function api<T>(server: TraceServer, path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(`${server.url}/api/v1${path}`, init);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
