import { parseArgs } from "node:util";

const usage = `Usage:
  trace serve [options]        collects traces and shows them in a browser
    --port <number|auto>         port to listen on; auto takes another when 4318 is busy (default 4318)
    --host <address>             address to listen on (default 127.0.0.1); others need a key
    --data <folder>              folder of the database (default ./.trace)
    --no-ui                      serves the API alone
  trace keys create [options]  makes a key and prints it once
    --name <name>                what the key is for (default "key")
    --project <id>               project that it belongs to (default "default")
    --data <folder>              folder of the database (default ./.trace)`;

class UsageError extends Error {}

/** Runs the command line; resolves to the exit code. Of \`serve\`, when the server has been told to stop. */
export async function run(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (command === "serve") return await serve(rest);
    if (command === "keys" && rest[0] === "create") return await createKey(rest.slice(1));
    if (command === "help" || command === "--help" || command === "-h") return print(usage);
    throw new UsageError(command === undefined ? "what should be done?" : `there is no command "${args.join(" ")}"`);
  } catch (error) {
    console.error(`trace: ${(error as Error).message}`);
    if (error instanceof UsageError) console.error(usage);
    return 1;
  }
}

async function serve(args: string[]): Promise<number> {
  const values = parse(args, { port: "string", host: "string", data: "string", "no-ui": "boolean" });
  const { startServer } = await import("./server.js");
  const options = {
    host: values.host as string | undefined,
    dataDir: values.data as string | undefined,
    ui: values["no-ui"] !== true,
  };
  const server = await startOn(values.port as string | undefined, (port) => startServer({ ...options, port }));
  print(`trace: listening on ${server.url}`);
  print(`trace: data in ${server.database}`);
  await stopSignal();
  await server.close();
  return 0;
}

const defaultPort = 4318;

async function startOn<T extends { port: number }>(
  wanted: string | undefined,
  start: (port: number) => Promise<T>,
): Promise<T> {
  if (wanted !== "auto") return start(portOf(wanted));
  try {
    return await start(defaultPort);
  } catch (error) {
    if ((error as { code?: string }).code !== "port-in-use") throw error;
    const server = await start(0);
    print(`trace: port ${defaultPort} is in use, taking ${server.port}`);
    return server;
  }
}

function portOf(text: string | undefined): number {
  if (text === undefined) return defaultPort;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535)
    throw new UsageError(`--port must be a number up to 65535 or "auto", got "${text}"`);
  return port;
}

async function createKey(args: string[]): Promise<number> {
  const values = parse(args, { name: "string", project: "string", data: "string" });
  const { createKeyIn } = await import("./server.js");
  const key = await createKeyIn(
    (values.data as string | undefined) ?? ".trace",
    values.name as string,
    values.project as string,
  );
  return print(key);
}

function parse(args: string[], types: Record<string, "string" | "boolean">) {
  try {
    const options = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }]));
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function print(text: string): number {
  console.log(text);
  return 0;
}
