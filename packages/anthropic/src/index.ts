export { type AnthropicOptions, patchAnthropic, unpatchAnthropic, wrapAnthropic } from "./patch.js";
export { anthropic } from "./provider.js";
