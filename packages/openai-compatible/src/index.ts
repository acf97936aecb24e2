export {
  type ChatCompletion,
  type ChatRequest,
  isChatContent,
  readChat,
  readChatRequest,
  type WireChoice,
  type WireMessage,
  type WireToolCall,
} from "./chat.js";
export { foldChat } from "./chat-fold.js";
export { normalizeChat, toTools } from "./chat-normalize.js";
export {
  type Completion,
  type CompletionRequest,
  foldCompletion,
  isCompletionContent,
  normalizeCompletion,
  readCompletion,
  readCompletionRequest,
} from "./completions.js";
export { identify, takesUsageOption } from "./endpoint.js";
export {
  type ResponseRequest,
  readResponse,
  readResponseRequest,
  readStoredResponse,
  type WireItem,
  type WireResponse,
} from "./responses.js";
export { foldResponse, isResponseContent, type ResponseEvent } from "./responses-fold.js";
export { normalizeResponse } from "./responses-normalize.js";
export { readUsage, reportedCost, type WireUsage } from "./usage.js";
export { includeUsage } from "./usage-option.js";
