// What the contract's program needs to know of this provider.
const model = "gpt-5.2";
const usage = {
  prompt_tokens: 42,
  completion_tokens: 5,
  total_tokens: 47,
  prompt_tokens_details: { cached_tokens: 30 },
};
const base = { id: "chatcmpl-1", created: 1, model };
const chunk = (delta, finish_reason = null) => ({
  ...base,
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, finish_reason }],
});
const chunks = [
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "Hello " }),
  chunk({ content: "there." }),
  chunk({}, "stop"),
  { ...base, object: "chat.completion.chunk", choices: [], usage },
];

/** @returns the subject made of the packages as the program's own module format gets them */
exports.subject = ({ core, openai, sdk }) => ({
  core,
  // Without an argument: the package finds the copies that the program uses by itself.
  patch: () => openai.patchOpenAI(),
  unpatch: () => openai.unpatchOpenAI(),
  client: (options) => new sdk.OpenAI({ apiKey: "sk-test", ...options }),
  method: () => sdk.OpenAI.Chat.Completions.prototype.create,
  call: (client, stream) =>
    client.chat.completions.create({ model, messages: [{ role: "user", content: "Hi" }], stream }),
  reply: {
    ...base,
    object: "chat.completion",
    choices: [{ index: 0, message: { role: "assistant", content: "Hello there." }, finish_reason: "stop" }],
    usage,
  },
  frames: [...chunks.map((body) => `data: ${JSON.stringify(body)}\n\n`), "data: [DONE]\n\n"],
  usage: { inputTokens: 42, outputTokens: 5 },
});
