import { TraceError } from "../error.js";
import type { Exporter } from "./exporter.js";

/** Where and how spans are sent. */
export interface OtlpOptions {
  /** Where spans go: `https://collector.example.com/v1/traces`. Without a path, `/v1/traces` is meant. */
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
export function otlpExporter(options: OtlpOptions): Exporter {
  const url = tracesUrl(options.url);
  const otlp = { ...options, url };
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

/** Nobody receives spans at a bare origin, though many a server answers there with a page and 200. */
function tracesUrl(url: string): string {
  if (!/^https?:/.test(url ?? "") || !URL.canParse(url)) {
    throw new TraceError("invalid-exporter", `an OTLP exporter needs the url that spans go to, got ${url}`);
  }
  const { origin, pathname, search } = new URL(url);
  return pathname === "/" && !search ? `${origin}/v1/traces` : url;
}
