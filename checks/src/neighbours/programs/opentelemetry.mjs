// An application's own OpenTelemetry: a provider for the whole process, and spans of every HTTP request.
import { trace } from "@opentelemetry/api";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";

const memory = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(memory)] });
provider.register();
registerInstrumentations({ instrumentations: [new HttpInstrumentation()] });

const registered = () => ({ ...globalThis[Symbol.for("opentelemetry.js.api.1")] });
const atFirst = registered();

globalThis.neighbour = {
  inSpan: (name, run) =>
    trace.getTracer("application").startActiveSpan(name, async (span) => {
      await run();
      span.end();
    }),
  async seen() {
    const spans = memory.getFinishedSpans();
    const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
    return {
      registered: Object.entries(registered()).map(([name, one]) => [name, one === atFirst[name]]),
      provider: trace.getTracerProvider().getDelegate() === provider,
      spans: spans.map(({ name, kind, status, attributes, parentSpanContext }) => ({
        name,
        kind,
        status,
        parent: names.get(parentSpanContext?.spanId),
        attributes: Object.keys(attributes).sort(),
      })),
    };
  },
};
