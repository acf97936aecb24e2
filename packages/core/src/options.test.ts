import { describe, expect, it } from "vitest";
import { readEnvironment } from "./environment.js";
import { memoryExporter } from "./export/memory.js";
import { type Options, resolveOptions } from "./options.js";

const resolve = (options: Options = {}, variables: Record<string, string> = {}) =>
  resolveOptions(options, readEnvironment(variables));

describe("options", () => {
  it("have the documented defaults", () => {
    expect(resolve()).toMatchObject({
      endpoint: "http://127.0.0.1:4318",
      tracesUrl: "http://127.0.0.1:4318/v1/traces",
      environment: "production",
      enabled: true,
      debug: false,
      logLevel: "warn",
      captureContent: true,
      sampleRate: 1,
      batchSize: 100,
      flushInterval: 2000,
      timeout: 30_000,
      configSync: true,
    });
  });

  it("win over TRACE_ variables, which win over OTEL_ variables", () => {
    const variables = {
      TRACE_SERVICE_NAME: "from-trace",
      OTEL_SERVICE_NAME: "from-otel",
      TRACE_ENDPOINT: "http://trace:4318/",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel:4318",
    };
    expect(resolve({}, variables)).toMatchObject({ serviceName: "from-trace", endpoint: "http://trace:4318" });
    expect(resolve({ serviceName: "own" }, variables).serviceName).toBe("own");
    expect(resolve({}, { OTEL_SERVICE_NAME: "from-otel" }).serviceName).toBe("from-otel");
  });

  it("use OTEL_EXPORTER_OTLP_TRACES_ENDPOINT as it is, unless an endpoint of our own is set", () => {
    const variables = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://otel:4318/custom/path" };
    expect(resolve({}, variables).tracesUrl).toBe("http://otel:4318/custom/path");
    expect(resolve({ endpoint: "http://own:1" }, variables).tracesUrl).toBe("http://own:1/v1/traces");
  });

  it("send no content to an endpoint that only OTEL_ names, unless somebody asked for it", () => {
    const otel = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel:4318" };
    const asked = { ...otel, OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: "SPAN_ONLY" };
    expect(resolve({}, otel).captureContent).toBe(false);
    expect(resolve({ captureContent: true }, otel).captureContent).toBe(true);
    expect(resolve({}, asked).captureContent).toBe(true);
    expect(resolve({ endpoint: "http://own:1" }, otel).captureContent).toBe(true);
  });

  it.each<[Options, RegExp]>([
    [{ apiKey: "" }, /apiKey must be a key without white space, got an empty one/],
    [{ apiKey: "tr_a b" }, /apiKey must be a key without white space/],
    [{ endpoint: "localhost:4318" }, /endpoint must be an http or https URL, got "localhost:4318"/],
    [{ endpoint: "ftp://host" }, /endpoint must be an http or https URL/],
    [{ sampleRate: 2 }, /sampleRate must be a number from 0 to 1, got 2/],
    [{ sampleRate: Number.NaN }, /sampleRate/],
    [{ batchSize: 0 }, /batchSize must be a whole number, 1 or more, got 0/],
    [{ flushInterval: 2 }, /flushInterval is in milliseconds and must be 50 or more; were seconds meant\?, got 2/],
    [{ logLevel: "loud" as never }, /logLevel must be one of debug, info, warn, error, silent, got "loud"/],
    [{ enabled: "yes" as never }, /enabled must be true or false, got "yes"/],
    [{ exporters: [{}] as never }, /exporters must be a list of exporters/],
    [{ redact: { keys: "password" as never } }, /redact keys must be a list of strings$/],
    [
      { redact: { patterns: ["emails"] } },
      /redact has no built-in pattern "emails"; there are secrets, cards, ssn, email/,
    ],
    [{ redact: { patterns: [{ name: "own" } as never] } }, /redact patterns must be names, regular expressions or/],
    [
      { redact: { key: ["pin"] } as never },
      /redact has no field "key"; there are keys, replaceDefaults, patterns, hook$/,
    ],
    [{ redact: { replaceDefaults: "yes" as never } }, /redact replaceDefaults must be true or false$/],
    [{ headers: "a=b" as never }, /headers must be an object of strings$/],
    [{ headers: { a: 1 as never } }, /headers must be an object of strings$/],
    [{ logger: { warn() {} } as never }, /logger must have the functions debug, info, warn and error$/],
    [{ exporters: [{ name: "no export" } as never] }, /exporters must be a list of exporters/],
    [{ flushinterval: 100 } as never, /there is no option "flushinterval"; did you mean "flushInterval"\?/],
  ])("that are wrong throw and are named: %o", (options, message) => {
    expect(() => resolve(options)).toThrow(message);
  });

  it.each([
    ["TRACE_ENABLED", "yes", /TRACE_ENABLED must be true, false, 1 or 0, got "yes"/],
    ["TRACE_BATCH_SIZE", "many", /TRACE_BATCH_SIZE must be a number, got "many"/],
    ["TRACE_API_KEY", "", /apiKey/],
    ["TRACE_FLUSH_INTERVAL", "2", /were seconds meant/],
  ])("from the environment are checked too: %s=%s", (name, value, message) => {
    expect(() => resolve({}, { [name]: value })).toThrow(message);
  });

  it("never repeat a wrong key in the message", () => {
    expect(() => resolve({ apiKey: "tr_secret with space" })).toThrow(expect.not.stringContaining("secret") as never);
    try {
      resolve({ apiKey: "tr_secret with space" });
    } catch (error) {
      expect(String(error)).not.toContain("tr_secret");
    }
  });

  it("read booleans, lists and resource attributes from the environment", () => {
    const options = resolve(
      {},
      {
        TRACE_ENABLED: "0",
        TRACE_REDACT_KEYS: "pin, mother",
        TRACE_SPOOL: "true",
        OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=staging,team=a%20b",
      },
    );
    expect(options).toMatchObject({
      enabled: false,
      redact: { keys: ["pin", "mother"] },
      spool: ".trace/spool",
      environment: "staging",
      resource: { team: "a b" },
    });
  });

  it("take exporters", () => {
    expect(resolve({ exporters: [memoryExporter()] }).exporters).toHaveLength(1);
  });
});
