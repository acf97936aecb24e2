import { state } from "./state.js";

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** How much is said: everything from this level upwards. */
export type LogLevel = (typeof logLevels)[number];

/** Where log lines go. Any of the usual loggers fits. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Writes log lines that start with `trace:`, at and above one level. */
export class Log {
  readonly #logger: Logger;
  readonly #said = new Set<string>();
  level: LogLevel;

  constructor(options: { logger?: Logger | undefined; logLevel: LogLevel; debug?: boolean }) {
    this.#logger = options.logger ?? stderr;
    this.level = options.debug ? "debug" : options.logLevel;
  }

  debug(message: string): void {
    this.#write("debug", message);
  }

  info(message: string): void {
    this.#write("info", message);
  }

  warn(message: string): void {
    this.#write("warn", message);
  }

  error(message: string): void {
    this.#write("error", message);
  }

  /** Warns the first time that `key` is given, and never again. */
  warnOnce(key: string, message: string): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.warn(message);
  }

  #write(level: Exclude<LogLevel, "silent">, message: string): void {
    if (logLevels.indexOf(level) < logLevels.indexOf(this.level)) return;
    try {
      this.#logger[level](`trace: ${message}`);
    } catch {
      // A logger that throws has nobody left to be told.
    }
  }
}

/** Every console method of Node but `error` and `warn` writes to stdout, which belongs to the application. */
const stderr: Logger = {
  debug: (message) => console.error(message),
  info: (message) => console.error(message),
  warn: (message) => console.error(message),
  error: (message) => console.error(message),
};

/**
 * Says that our own code failed, once for each place. The traced call goes on.
 *
 * @param where what was being done: `openai chat.completions.create response`
 */
export function reportInternalError(error: unknown, where: string): void {
  const { reported, client } = state();
  if (reported.has(where)) return;
  reported.add(where);
  const log = client?.log ?? new Log({ logLevel: "warn" });
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error(`failed while tracing (${where}); the traced call is unaffected: ${reason}`);
}
