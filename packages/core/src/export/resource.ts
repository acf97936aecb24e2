import { hostName, packageName } from "#runtime/export";
import { newTraceId } from "../id.js";
import type { ResolvedOptions } from "../options.js";
import type { AttributeValue } from "../record.js";
import { conventions as names, own } from "../wire.js";

/** Returns what all spans of a client share: which service, where, which process. */
export function describeProcess(options: ResolvedOptions): Record<string, AttributeValue> {
  const host = hostName();
  return {
    ...options.resource,
    [names.serviceName]: options.serviceName ?? packageName() ?? "unknown_service",
    [names.environment]: options.environment,
    ...(options.release && { [names.serviceVersion]: options.release }),
    [names.serviceInstanceId]: newTraceId(),
    ...(host && { "host.name": host }),
    "telemetry.sdk.name": "trace",
    "telemetry.sdk.language": "window" in globalThis ? "webjs" : "nodejs",
    [own.flushInterval]: options.flushInterval,
  };
}
