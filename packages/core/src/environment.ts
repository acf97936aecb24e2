import { TraceError } from "./error.js";
import type { LogLevel } from "./log.js";
import type { Options } from "./options.js";

type Variables = Readonly<Record<string, string | undefined>>;

/** What the environment says: our own variables as options, and what the OpenTelemetry ones add. */
export interface Environment {
  options: Options;
  otel: {
    endpoint: string | undefined;
    tracesUrl: string | undefined;
    serviceName: string | undefined;
    headers: Record<string, string>;
    /** OTLP as JSON instead of protobuf. */
    json: boolean;
    resource: Record<string, string>;
    /** Whether the convention's own variable asks for message content. */
    captureContent: boolean;
  };
}

/** Reads `TRACE_*` and `OTEL_*`. A value that cannot be understood throws and names its variable. */
export function readEnvironment(variables: Variables): Environment {
  const text = (name: string) => variables[name]?.trim() || undefined;
  return {
    options: dropUndefined({
      // An empty key is a mistake worth hearing about, so it is not taken for an absent one.
      apiKey: variables.TRACE_API_KEY,
      projectId: text("TRACE_PROJECT_ID"),
      endpoint: text("TRACE_ENDPOINT"),
      serviceName: text("TRACE_SERVICE_NAME"),
      environment: text("TRACE_ENVIRONMENT"),
      release: text("TRACE_RELEASE"),
      enabled: flag("TRACE_ENABLED", text("TRACE_ENABLED")),
      debug: flag("TRACE_DEBUG", text("TRACE_DEBUG")),
      logLevel: text("TRACE_LOG_LEVEL") as LogLevel | undefined,
      captureContent: flag("TRACE_CAPTURE_CONTENT", text("TRACE_CAPTURE_CONTENT")),
      sampleRate: number("TRACE_SAMPLE_RATE", text("TRACE_SAMPLE_RATE")),
      redact: redactKeys(text("TRACE_REDACT_KEYS")),
      batchSize: number("TRACE_BATCH_SIZE", text("TRACE_BATCH_SIZE")),
      flushInterval: number("TRACE_FLUSH_INTERVAL", text("TRACE_FLUSH_INTERVAL")),
      spool: spool(text("TRACE_SPOOL")),
      configSync: flag("TRACE_CONFIG_SYNC", text("TRACE_CONFIG_SYNC")),
    }),
    otel: {
      endpoint: text("OTEL_EXPORTER_OTLP_ENDPOINT"),
      tracesUrl: text("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"),
      serviceName: text("OTEL_SERVICE_NAME"),
      headers: pairs(text("OTEL_EXPORTER_OTLP_TRACES_HEADERS") ?? text("OTEL_EXPORTER_OTLP_HEADERS")),
      json: (text("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") ?? text("OTEL_EXPORTER_OTLP_PROTOCOL")) === "http/json",
      resource: pairs(text("OTEL_RESOURCE_ATTRIBUTES")),
      captureContent: /^(span_only|span_and_event|true)$/i.test(
        text("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT") ?? "",
      ),
    },
  };
}

function flag(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0)$/i.test(value)) return false;
  throw new TraceError("invalid-environment", `${name} must be true, false, 1 or 0, got "${value}"`);
}

function number(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (Number.isNaN(parsed)) throw new TraceError("invalid-environment", `${name} must be a number, got "${value}"`);
  return parsed;
}

function redactKeys(value: string | undefined) {
  return value === undefined
    ? undefined
    : {
        keys: value
          .split(",")
          .map((key) => key.trim())
          .filter(Boolean),
      };
}

/** `TRACE_SPOOL` is a folder, or a flag for the default one. */
function spool(value: string | undefined): string | boolean | undefined {
  if (value === undefined) return undefined;
  return /^(true|false|1|0)$/i.test(value) ? flag("TRACE_SPOOL", value) : value;
}

/** Parses OpenTelemetry's `key=value,key=value`, percent-encoded; a pair it cannot read is left out. */
function pairs(value: string | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  for (const pair of value?.split(",") ?? []) {
    const at = pair.indexOf("=");
    if (at <= 0) continue;
    try {
      result[pair.slice(0, at).trim()] = decodeURIComponent(pair.slice(at + 1).trim());
    } catch {
      result[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
    }
  }
  return result;
}

/** Leaves out the fields that are `undefined`, so that they do not cover what is behind them. */
export function dropUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
