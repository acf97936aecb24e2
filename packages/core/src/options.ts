import { variables } from "#runtime";
import { dropUndefined, type Environment, readEnvironment } from "./environment.js";
import { TraceError } from "./error.js";
import type { Exporter } from "./export/exporter.js";
import { type Logger, type LogLevel, logLevels } from "./log.js";
import { isPatternName, patternNames } from "./redact/pattern-name.js";

/** A pattern of text that is replaced before anything leaves the process. */
export interface RedactPattern {
  name: string;
  /** Applied with the `g` flag whether it has one or not. */
  pattern: RegExp;
}

/** What is hidden before anything leaves the process. */
export interface RedactOptions {
  /** Keys whose values become `[REDACTED]`, whatever their case and separators (`api-key` is `apiKey`). */
  keys?: string[];
  /** Drops the default keys, so that only `keys` count. @default false */
  replaceDefaults?: boolean;
  /**
   * Names of built-in patterns and patterns of your own. Replaces the default choice.
   * Built in: `secrets`, `cards`, `ssn` (on), `email`, `phone`, `ip` (off).
   * @default ["secrets", "cards", "ssn"]
   */
  patterns?: (string | RegExp | RedactPattern)[];
  /** Runs on every span before it is encoded, after keys and patterns. A field for which it throws is dropped. */
  hook?: (value: unknown, field: { path: string }) => unknown;
}

/** Options of `init` and `createClient`. Most have an environment variable of the same name: `TRACE_SAMPLE_RATE`. */
export interface Options {
  /** Key of a project on a Trace server (`tr_…`), sent as `Authorization: Bearer`. */
  apiKey?: string;
  /** Where spans go: the base URL of a Trace server or of any OpenTelemetry receiver. @default "http://127.0.0.1:4318" */
  endpoint?: string;
  /** Project that the key must belong to. */
  projectId?: string;
  /** @default the package's name, else "unknown_service" */
  serviceName?: string;
  /** @default "production" */
  environment?: string;
  /** Version of the application. */
  release?: string;
  /** `false` switches everything off. @default true */
  enabled?: boolean;
  /** Logs what is recorded and sent. @default false */
  debug?: boolean;
  /** @default "warn" */
  logLevel?: LogLevel;
  /** Takes the log lines instead of stderr. */
  logger?: Logger;
  /** Share of traces that are kept, 0 to 1. A trace is kept whole or not at all. @default 1 */
  sampleRate?: number;
  /** `false` drops message text, tool arguments and results, span input and output. @default true */
  captureContent?: boolean;
  redact?: RedactOptions;
  /** Spans per request. @default 100 */
  batchSize?: number;
  /** Milliseconds between two requests when spans are waiting. @default 2000 */
  flushInterval?: number;
  /** Milliseconds that one request, and one `flush()`, may take. @default 30000 */
  timeout?: number;
  /** Spans that wait at most; more are dropped and counted. @default 50000 */
  maxQueueSize?: number;
  /** Bytes of content that wait at most; more are dropped and counted. @default 67108864 */
  maxQueueBytes?: number;
  /** Where spans go instead of `endpoint`; each has its own queue and drop count. */
  exporters?: Exporter[];
  /** HTTP client to use, in Node too. @default node:http in Node, the global fetch elsewhere */
  fetch?: typeof globalThis.fetch;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Folder that keeps batches until they are acknowledged (Node only), or `true` for `.trace/spool`. @default none */
  spool?: string | boolean;
  /** Reads remote configuration from a Trace server. @default true */
  configSync?: boolean;
  /** The same as `configSync: false`. */
  disableConfigSync?: boolean;
}

/** Options after defaults and environment; complete, so that nothing after this decides a default. */
export interface ResolvedOptions {
  apiKey: string | undefined;
  /** Without a trailing slash. */
  endpoint: string;
  /** Full URL for spans: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is used as it is, otherwise `<endpoint>/v1/traces`. */
  tracesUrl: string;
  projectId: string | undefined;
  serviceName: string | undefined;
  environment: string;
  release: string | undefined;
  /** `OTEL_RESOURCE_ATTRIBUTES`, parsed. */
  resource: Record<string, string>;
  enabled: boolean;
  debug: boolean;
  logLevel: LogLevel;
  logger: Logger | undefined;
  sampleRate: number;
  captureContent: boolean;
  redact: RedactOptions;
  batchSize: number;
  flushInterval: number;
  timeout: number;
  maxQueueSize: number;
  maxQueueBytes: number;
  exporters: Exporter[] | undefined;
  fetch: typeof globalThis.fetch | undefined;
  headers: Record<string, string>;
  /** OTLP as JSON instead of protobuf; only `OTEL_EXPORTER_OTLP_PROTOCOL` asks for it. */
  json: boolean;
  spool: string | undefined;
  configSync: boolean;
}

const DEFAULT_ENDPOINT = "http://127.0.0.1:4318";
const DEFAULT_SPOOL = ".trace/spool";

/** Completes options from the environment and the defaults; throws for a wrong one and names it. */
export function resolveOptions(
  given: Options,
  environment: Environment = readEnvironment(variables()),
): ResolvedOptions {
  const options = { ...environment.options, ...dropUndefined(given) };
  check(options);
  const { otel } = environment;
  const endpoint = (options.endpoint ?? otel.endpoint ?? DEFAULT_ENDPOINT).replace(/\/+$/, "");
  // An endpoint that only OTEL_* names may be the whole company's back end: content needs to be asked for.
  const foreign = !options.endpoint && Boolean(otel.endpoint ?? otel.tracesUrl);
  return {
    apiKey: options.apiKey,
    endpoint,
    tracesUrl: options.endpoint || !otel.tracesUrl ? `${endpoint}/v1/traces` : otel.tracesUrl,
    projectId: options.projectId,
    serviceName: options.serviceName ?? otel.serviceName ?? otel.resource["service.name"],
    environment: options.environment ?? otel.resource["deployment.environment.name"] ?? "production",
    release: options.release ?? otel.resource["service.version"],
    resource: otel.resource,
    enabled: options.enabled ?? true,
    debug: options.debug ?? false,
    logLevel: options.logLevel ?? "warn",
    logger: options.logger,
    sampleRate: options.sampleRate ?? 1,
    captureContent: options.captureContent ?? (!foreign || otel.captureContent),
    redact: { ...environment.options.redact, ...options.redact },
    batchSize: options.batchSize ?? 100,
    flushInterval: options.flushInterval ?? 2000,
    timeout: options.timeout ?? 30_000,
    maxQueueSize: options.maxQueueSize ?? 50_000,
    maxQueueBytes: options.maxQueueBytes ?? 64 * 2 ** 20,
    exporters: options.exporters,
    fetch: options.fetch,
    headers: { ...otel.headers, ...options.headers },
    json: otel.json,
    spool: options.spool === true ? DEFAULT_SPOOL : options.spool || undefined,
    configSync: options.disableConfigSync ? false : (options.configSync ?? true),
  };
}

type Check = (value: unknown) => string | undefined;

const url: Check = (value) => (isHttpUrl(value) ? undefined : "must be an http or https URL");
const boolean: Check = (value) => (typeof value === "boolean" ? undefined : "must be true or false");
const text: Check = (value) =>
  typeof value === "string" && value.trim() ? undefined : "must be a string that is not empty";
const key: Check = (value) =>
  typeof value === "string" && value !== "" && !/\s/.test(value) ? undefined : "must be a key without white space";
const whole = (least: number): Check => {
  return (value) =>
    Number.isInteger(value) && (value as number) >= least ? undefined : `must be a whole number, ${least} or more`;
};

/** What each option must be. */
const checks: { readonly [Name in keyof Options]-?: Check } = {
  apiKey: key,
  endpoint: url,
  projectId: text,
  serviceName: text,
  environment: text,
  release: text,
  enabled: boolean,
  debug: boolean,
  captureContent: boolean,
  configSync: boolean,
  disableConfigSync: boolean,
  batchSize: whole(1),
  maxQueueSize: whole(1),
  maxQueueBytes: whole(1),
  timeout: whole(1),
  logLevel: (value) => (logLevels.includes(value as LogLevel) ? undefined : `must be one of ${logLevels.join(", ")}`),
  sampleRate: (value) =>
    typeof value === "number" && value >= 0 && value <= 1 ? undefined : "must be a number from 0 to 1",
  flushInterval: (value) => {
    if (typeof value === "number" && value > 0 && value < 50)
      return "is in milliseconds and must be 50 or more; were seconds meant?";
    return whole(50)(value);
  },
  exporters: (value) => (Array.isArray(value) && value.every(isExporter) ? undefined : "must be a list of exporters"),
  fetch: (value) => (typeof value === "function" ? undefined : "must be a function like fetch"),
  headers: (value) =>
    isObject(value) && Object.values(value).every((text) => typeof text === "string")
      ? undefined
      : "must be an object of strings",
  logger: (value) =>
    isObject(value) && ["debug", "info", "warn", "error"].every((level) => typeof value[level] === "function")
      ? undefined
      : "must have the functions debug, info, warn and error",
  spool: (value) =>
    typeof value === "boolean" || text(value) === undefined ? undefined : "must be a folder, true or false",
  redact: checkRedact,
};

function check(options: Options): void {
  for (const [name, value] of Object.entries(options)) {
    if (!known.has(name)) throw new TraceError("unknown-option", `there is no option "${name}"${suggestion(name)}`);
    const problem = value === undefined ? undefined : checks[name as keyof Options]?.(value);
    if (problem) throw new TraceError(`invalid-${kebab(name)}`, `${name} ${problem}${show(name, value)}`);
  }
}

const known = new Set(Object.keys(checks));

function suggestion(name: string): string {
  const near = [...known].find((candidate) => candidate.toLowerCase() === name.toLowerCase().replace(/[-_]/g, ""));
  return near ? `; did you mean "${near}"?` : "";
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A key is never repeated in a message, which may end up in a log. */
function show(name: string, value: unknown): string {
  if (name === "redact" || name === "headers" || name === "logger") return "";
  if (name === "apiKey") return `, got ${value === "" ? "an empty one" : "one that is not"}`;
  return typeof value === "string" ? `, got "${value}"` : `, got ${value}`;
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function isExporter(value: unknown): boolean {
  return isObject(value) && typeof value.name === "string" && typeof value.export === "function";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function checkRedact(value: unknown): string | undefined {
  if (!isObject(value)) return "must be an object";
  const { keys, patterns, hook, replaceDefaults, ...unknown } = value as RedactOptions;
  const [stranger] = Object.keys(unknown);
  if (stranger) return `has no field "${stranger}"; there are keys, replaceDefaults, patterns, hook`;
  if (replaceDefaults !== undefined && typeof replaceDefaults !== "boolean")
    return "replaceDefaults must be true or false";
  if (keys !== undefined && !(Array.isArray(keys) && keys.every((name) => typeof name === "string"))) {
    return "keys must be a list of strings";
  }
  if (patterns !== undefined && !Array.isArray(patterns)) return "patterns must be a list";
  const problem = patterns?.map(checkPattern).find((found) => found !== undefined);
  if (problem) return problem;
  if (hook !== undefined && typeof hook !== "function") return "hook must be a function";
  return undefined;
}

function checkPattern(pattern: unknown): string | undefined {
  if (typeof pattern !== "string") {
    const { pattern: own = pattern } = (pattern ?? {}) as Partial<RedactPattern>;
    return own instanceof RegExp ? undefined : "patterns must be names, regular expressions or { name, pattern }";
  }
  if (isPatternName(pattern)) return undefined;
  return `has no built-in pattern "${pattern}"; there are ${patternNames.join(", ")}`;
}
