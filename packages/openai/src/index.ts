export { type OpenAIOptions, patchOpenAI, unpatchOpenAI, wrapOpenAI } from "./patch.js";
export { openai } from "./provider.js";
