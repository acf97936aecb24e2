import type { AnthropicUsage } from "./usage.js";

/** A block of a message's content; `type` decides what else it has. */
export interface Block {
  type?: string;
  [field: string]: unknown;
}

/** What a call for a message returns, as far as we read it, beta or not, of any SDK version. */
export interface AnthropicMessage {
  id?: string;
  model?: string;
  role?: string;
  content?: Block[];
  stop_reason?: string | null;
  usage?: AnthropicUsage | null;
  [field: string]: unknown;
}

/** Takes a value for a list; what is none is an empty one. */
export function list<T>(value: T[] | null | undefined): T[] {
  return Array.isArray(value) ? value : [];
}
