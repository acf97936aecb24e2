import { parseArgs } from "node:util";
import { type Command, commands, helpOf, usage } from "./help.js";

class UsageError extends Error {}

/** Runs the command line; resolves to the exit code. Of `serve`, when the server has been told to stop. */
export async function run(args: string[]): Promise<number> {
  try {
    if (args.length === 0) throw new UsageError("what should be done?");
    if (args[0] === "help" || isHelp(args[0]!)) return print(usage);
    if (args[0] === "--version" || args[0] === "-v") return await printVersion();
    const command = commands.find(({ words }) => words.every((word, i) => args[i] === word));
    if (command === undefined) throw new UsageError(noCommand(args));
    return await runCommand(command, args.slice(command.words.length));
  } catch (error) {
    console.error(`trace: ${(error as Error).message}`);
    if (error instanceof UsageError) console.error(`\n${usage}`);
    return 1;
  }
}

function noCommand(args: string[]): string {
  const begun = commands.filter(({ words }) => words[0] === args[0]).map(({ words }) => `"${words.join(" ")}"`);
  const options = args.findIndex((word) => word.startsWith("-"));
  const words = options === -1 ? args : args.slice(0, options);
  return `there is no command "${words.join(" ")}"${begun.length > 0 ? `, there is ${begun.join(" and ")}` : ""}`;
}

async function runCommand(command: Command, args: string[]): Promise<number> {
  if (args.some(isHelp)) return print(helpOf(command));
  const values = parse(command, args);
  return command.words[0] === "serve" ? serve(values) : createKey(values);
}

const isHelp = (word: string) => word === "--help" || word === "-h";

async function printVersion(): Promise<number> {
  const { version } = await import("./version.js");
  return print(version);
}

interface Values {
  [name: string]: string | boolean | undefined;
}

async function serve({ host, port, data, "no-ui": noUi }: Values): Promise<number> {
  const { startServer } = await import("./server.js");
  const options = { host: host as string | undefined, dataDir: data as string | undefined, ui: noUi !== true };
  const server = await startOn(port as string | undefined, (port) => startServer({ ...options, port }));
  print(`trace: listening on ${server.url}`);
  print(`trace: data in ${server.database}`);
  await stopSignal();
  await server.close();
  return 0;
}

async function createKey({ data, name, project }: Values): Promise<number> {
  const { createKeyIn } = await import("./server.js");
  return print(await createKeyIn(data as string | undefined, name as string, project as string));
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
    throw new Error(`--port must be a number up to 65535 or "auto", got "${text}"`);
  return port;
}

function parse(command: Command, args: string[]): Values {
  const options = Object.fromEntries(command.options.map(({ name, value }) => [name, { type: typeOf(value) }]));
  try {
    return parseArgs({ args, options, strict: true }).values as Values;
  } catch (error) {
    throw new Error(explain(command, error as Error & { code?: string }));
  }
}

const typeOf = (value: string | undefined) => (value === undefined ? ("boolean" as const) : ("string" as const));

function explain({ words, options }: Command, { code, message }: Error & { code?: string }): string {
  const known = `${words.join(" ")} takes ${options.map(({ name }) => `--${name}`).join(", ")}`;
  const named = /'([^']*)'/.exec(message)?.[1];
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `there is no option ${named}; ${known}`;
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") return `"${named}" is not understood; ${known}`;
  return `${message.split("\n")[0]}; ${known}`;
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
