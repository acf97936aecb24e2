interface Api {
  context?: {
    active(): { setValue(key: symbol, value: unknown): unknown };
    with<R>(context: unknown, fn: () => R): R;
  };
}

// Both symbols are OpenTelemetry's public registry; no package is needed to reach them.
const api = Symbol.for("opentelemetry.js.api.1");
const suppress = Symbol.for("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/** Runs `fn` so that an OpenTelemetry SDK in the same process does not trace the requests of this one. */
export function untraced<R>(fn: () => R): R {
  const context = (globalThis as { [api]?: Api })[api]?.context;
  return context ? context.with(context.active().setValue(suppress, true), fn) : fn();
}
