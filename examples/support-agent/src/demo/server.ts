import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, type TraceServer } from "@trace/server";

const USUAL_PORT = 4318;

/** The server of the demo, on a database that goes with it. */
export interface DemoServer {
  url: string;
  /** The usual port, where something else listens on it. */
  busyPort: number | undefined;
  close(): Promise<void>;
}

/** Starts a Trace server on the usual port, or on another one when that is taken. */
export async function startDemoServer(): Promise<DemoServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "trace-demo-"));
  const usual = await startServer({ port: USUAL_PORT, dataDir }).catch(unlessPortIsBusy);
  const server: TraceServer = usual ?? (await startServer({ port: 0, dataDir }));
  return {
    url: server.url,
    busyPort: usual ? undefined : USUAL_PORT,
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function unlessPortIsBusy(error: Error & { code?: string }): undefined {
  if (error.code !== "port-in-use") throw error;
}
