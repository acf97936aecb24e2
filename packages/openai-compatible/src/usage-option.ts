import type { CallContext, UsageOption } from "@trace/core/instrument";
import { takesUsageOption } from "./endpoint.js";

interface StreamRequest {
  stream?: boolean | null;
  stream_options?: { include_usage?: boolean | null } | null;
}

interface StreamChunk {
  choices?: unknown[] | null;
  usage?: unknown;
}

/** `stream_options.include_usage`, without which a stream of completions ends without usage. */
export function includeUsage<Request extends StreamRequest, Chunk extends StreamChunk>(): UsageOption<Request, Chunk> {
  return { ask, isExtra, refused };
}

function ask<Request extends StreamRequest>(body: Request, context: CallContext): Request | undefined {
  if (!body?.stream || body.stream_options?.include_usage != null || !takesUsageOption(context)) return undefined;
  return { ...body, stream_options: { ...body.stream_options, include_usage: true } };
}

/** With include_usage, usage comes in a last chunk without choices. */
function isExtra({ choices, usage }: StreamChunk): boolean {
  return choices?.length === 0 && usage != null;
}

function refused({ status, message }: { status?: number; message?: string }): boolean {
  return status === 400 && /stream_options|include_usage/.test(message ?? "");
}
