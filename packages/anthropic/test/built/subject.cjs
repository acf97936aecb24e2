// What the contract's program needs to know of this provider.
const model = "claude-sonnet-5-5";
const usage = { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 30, cache_creation_input_tokens: 2 };
const message = { id: "msg_1", type: "message", role: "assistant", model, stop_reason: "end_turn", usage };
const frames = [
  {
    type: "message_start",
    message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
  },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello " } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "there." } },
  { type: "content_block_stop", index: 0 },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } },
  { type: "message_stop" },
];

/** @returns the subject made of the packages as the program's own module format gets them */
exports.subject = ({ core, anthropic, sdk }) => ({
  core,
  // Without an argument: the package finds the copies that the program uses by itself.
  patch: () => anthropic.patchAnthropic(),
  unpatch: () => anthropic.unpatchAnthropic(),
  client: (options) => new sdk.Anthropic({ apiKey: "sk-ant-test", ...options }),
  method: () => sdk.Anthropic.Messages.prototype.create,
  call: (client, stream) =>
    client.messages.create({ model, max_tokens: 10, messages: [{ role: "user", content: "Hi" }], stream }),
  reply: { ...message, content: [{ type: "text", text: "Hello there." }] },
  frames: frames.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  usage: { inputTokens: 42, outputTokens: 5 },
});
