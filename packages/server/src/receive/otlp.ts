/** Attributes by name. Readers take out what they understand; what is left is shown as it is. */
export type Attributes = Map<string, unknown>;

/** One OTLP span, whichever encoding it came in. Ids are lowercase hex, times milliseconds. */
export interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  startTime: number;
  /** 0 for a span that was still open. */
  endTime: number;
  attributes: Attributes;
  events: OtlpEvent[];
  links: OtlpLink[];
  /** 0 unset, 1 ok, 2 error. */
  statusCode: number;
  statusMessage: string;
  /** Why the span cannot be read; it is then rejected. */
  fault?: string;
}

export interface OtlpEvent {
  name: string;
  time: number;
  attributes: Attributes;
}

export interface OtlpLink {
  traceId: string;
  spanId: string;
  attributes: Attributes;
}

export interface OtlpScope {
  name: string;
  version: string;
  spans: OtlpSpan[];
}

export interface OtlpResource {
  attributes: Attributes;
  scopes: OtlpScope[];
}

/** A decoded request: the spans that can be kept, and how many cannot. */
export interface OtlpRequest {
  resources: OtlpResource[];
  rejected: number;
  /** Why the first one was rejected. */
  rejectedMessage: string;
}

/** Levels to which an attribute's lists and maps may be nested: reading them takes stack. */
export const deepest = 100;

const traceId = /^(?!0+$)[0-9a-f]{32}$/;
const spanId = /^(?!0+$)[0-9a-f]{16}$/;
const parentId = /^(0*|[0-9a-f]{16})$/;

/** Why a span cannot be kept, or undefined. */
export function spanFault(span: OtlpSpan): string | undefined {
  if (span.fault !== undefined) return span.fault;
  if (!traceId.test(span.traceId)) return `trace id "${span.traceId}" is not 16 bytes`;
  if (!spanId.test(span.spanId)) return `span id "${span.spanId}" is not 8 bytes`;
  if (!parentId.test(span.parentSpanId)) return `parent span id "${span.parentSpanId}" is not 8 bytes`;
  if (!(span.startTime > 0)) return `span ${span.spanId} has no start time`;
  return undefined;
}

/** Moves the spans that cannot be kept out of the request, and counts them. */
export function rejectFaulty(resources: OtlpResource[]): OtlpRequest {
  const request: OtlpRequest = { resources, rejected: 0, rejectedMessage: "" };
  for (const scope of resources.flatMap((resource) => resource.scopes)) {
    scope.spans = scope.spans.filter((span) => {
      const fault = spanFault(span);
      if (fault === undefined) return true;
      request.rejected++;
      request.rejectedMessage ||= fault;
      return false;
    });
  }
  return request;
}
