export { initFromEnvironment } from "../client.js";
export { reportInternalError } from "../log.js";
export { snapshot } from "../snapshot.js";
export { state } from "../state.js";
export type { CallHooks, TracedCall } from "./hooks.js";
export { patchSdk } from "./installed.js";
export { type PatchOptions, type PatchResult, patchProvider, unpatchProvider } from "./patch.js";
export {
  type CallContext,
  defineProvider,
  type Operation,
  type OperationRow,
  operation,
  type Provider,
  type ProviderTable,
  type RequestFields,
  type ResponseFields,
  type UsageOption,
} from "./provider.js";
export { wrapClient } from "./wrap.js";
