import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

/** A receiver in a process of its own, so that its work is not counted as ours. */
export interface Collector {
  readonly url: string;
  stop(): void;
}

/** Starts a receiver that reads every request and accepts it, on any free port unless told which. */
export async function startCollector(wanted = 0): Promise<Collector> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [String(wanted)], { execArgv: [] });
  const [port] = (await once(child, "message")) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

if (process.send) {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(200, { "content-type": "application/x-protobuf" }).end());
  });
  server.listen(Number(process.argv[2]), "127.0.0.1", () =>
    process.send?.((server.address() as { port: number }).port),
  );
}
