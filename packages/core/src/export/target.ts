import { TraceError } from "../error.js";
import type { Exporter } from "./exporter.js";

/** Where and how spans are sent. */
export interface OtlpOptions {
  /** Where spans go, in full: `https://collector.example.com/v1/traces`. */
  url: string;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Sends JSON instead of protobuf. @default false */
  json?: boolean;
  /** Milliseconds that one request may take. @default 30000 */
  timeout?: number;
  /** HTTP client to use. @default node:http in Node, the global fetch elsewhere */
  fetch?: typeof globalThis.fetch;
}

/** Creates an exporter for an OpenTelemetry receiver. Throws without a `url`. */
export function otlpExporter(otlp: OtlpOptions): Exporter {
  const { url } = otlp;
  if (!URL.canParse(url ?? "")) {
    throw new TraceError("invalid-exporter", `an OTLP exporter needs the url that spans go to, got ${url}`);
  }
  let receiver: Promise<Exporter> | undefined;
  return {
    name: url,
    otlp,
    // For exporters of the application's own that hand batches on to this one.
    async export(batch) {
      receiver ??= import("#export").then(({ OtlpExporter }) => new OtlpExporter(otlp));
      return (await receiver).export(batch);
    },
  };
}
