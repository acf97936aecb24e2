import { setTimeout as wait } from "node:timers/promises";
import { observe } from "@trace/core";
import OpenAI from "openai";
import { say } from "./terminal.ts";

const openai = new OpenAI();

const instructions =
  "Write an e-mail of at most 120 words that sums up what was agreed in this chat, for the customer. " +
  "Plain text, no subject line, signed by Fjord & Ember.";

/** Writes the summary of a chat as an e-mail. */
export const writeSummary = observe(
  async (messages: readonly OpenAI.ChatCompletionMessageParam[]): Promise<string> => {
    const stream = await openai.responses.create({
      model: "gpt-5.4-mini",
      instructions,
      input: transcriptOf(messages),
      reasoning: { effort: "low" },
      store: false,
      stream: true,
    });
    const voice = say("mail");
    let text = "";
    for await (const event of stream) {
      if (event.type !== "response.output_text.delta") continue;
      text += event.delta;
      voice.write(event.delta);
    }
    voice.end();
    return text;
  },
  { name: "write summary", type: "workflow", captureInput: false },
);

/** Sends an e-mail to the customer. */
export const sendMail = observe(
  async (to: string, subject: string, body: string) => {
    say("tool", `send_mail ${JSON.stringify({ to, subject })}`);
    await wait(90);
    return { to, id: "mail-7781", characters: body.length };
  },
  { name: "send_mail", type: "tool" },
);

function transcriptOf(messages: readonly OpenAI.ChatCompletionMessageParam[]): string {
  const spoken = messages.filter(({ role, content }) => (role === "user" || role === "assistant") && content);
  return spoken.map(({ role, content }) => `${role === "user" ? "Customer" : "Agent"}: ${content}`).join("\n\n");
}
