import { own } from "@trace/core/wire";
import type { OtlpRequest } from "../receive/otlp.js";
import { readSpan } from "./read-span.js";
import { readResource } from "./resource.js";
import type { SpanRow, WriteBatch } from "./row.js";
import { take, takeNumber } from "./take.js";

/** A batch to be written, and what had to be left out of it. */
export interface ReadRequest {
  batch: WriteBatch;
  rejected: number;
  rejectedMessage: string;
}

/** Turns a decoded request into rows. A span that cannot be read is rejected alone. */
export function readRequest(project: number, request: OtlpRequest): ReadRequest {
  const read: ReadRequest = {
    batch: { project, spans: [], snapshots: [], heartbeats: [] },
    rejected: request.rejected,
    rejectedMessage: request.rejectedMessage,
  };
  for (const resource of request.resources) {
    const facts = readResource(resource);
    if (facts.heartbeat) read.batch.heartbeats.push(facts.heartbeat);
    for (const scope of resource.scopes) {
      for (const span of scope.spans) {
        const pending = take(span.attributes, own.pending) === true || span.endTime === 0;
        const sequence = takeNumber(span.attributes, own.pendingSequence) ?? 0;
        try {
          const row = readSpan(span, scope, facts);
          if (pending) read.batch.snapshots.push({ ...open(row), sequence, instance: facts.instance ?? "" });
          else read.batch.spans.push(row);
        } catch (error) {
          read.rejected++;
          read.rejectedMessage ||= `span ${span.spanId} could not be read: ${(error as Error).message}`;
        }
      }
    }
  }
  return read;
}

/** A snapshot has no end and costs nothing yet. */
function open(row: SpanRow): SpanRow {
  const { endTime, duration, cost, ...skeleton } = row.skeleton;
  return { ...row, skeleton };
}
