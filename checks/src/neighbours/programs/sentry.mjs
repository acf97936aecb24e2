// An application that reports to Sentry, which traces requests and model calls as well.
import * as Sentry from "@sentry/node";

const events = [];
Sentry.init({
  dsn: "http://key@127.0.0.1:9/1",
  tracesSampleRate: 1,
  beforeSendTransaction(event) {
    const names = new Map(event.spans.map((span) => [span.span_id, span.description]));
    const spans = event.spans.map((span) => [span.op, span.description, span.status, names.get(span.parent_span_id)]);
    events.push({ name: event.transaction, spans });
    return null;
  },
  beforeSend(event) {
    events.push({ error: event.exception.values.map(({ type, value }) => [type, value]) });
    return null;
  },
});

globalThis.neighbour = {
  inSpan: (name, run) => Sentry.startSpan({ name }, run),
  async seen() {
    Sentry.captureException(new RangeError("theirs"));
    await Sentry.flush(2000);
    return { events, integrations: Object.keys(Sentry.getClient()._integrations).sort() };
  },
};
