import { observe, span } from "@trace/core";
import type OpenAI from "openai";
import { type Answer, answerWithTools } from "./answer.ts";
import { sendMail, writeSummary } from "./mail.ts";
import { prompt } from "./prompt.ts";
import { say } from "./terminal.ts";
import { triage } from "./triage.ts";

/** Who is asking. */
export interface Customer {
  id: string;
  name: string;
  email: string;
}

/** A chat with one customer, over several turns. */
export class Conversation {
  readonly #customer: Customer;
  readonly #messages: OpenAI.ChatCompletionMessageParam[] = [];
  #turns = 0;

  constructor(customer: Customer) {
    this.#customer = customer;
    const facts = `The customer is ${customer.name}. Today is Friday, 20 November 2026.`;
    this.#messages.push({ role: "system", content: `${prompt("agent")}\n${facts}` });
  }

  /** Answers one message of the customer. */
  answer(message: string): Promise<string> {
    const name = `turn ${++this.#turns}`;
    return span(name, { type: "agent", input: message }, async (turn) => {
      const text = hideCards(message);
      this.#messages.push({ role: "user", content: text });
      const { intent, ...rest } = await triage(text);
      turn.metadata = { intent, ...rest };
      const answer = await (intent === "summary" ? this.#mailSummary() : this.#reply());
      this.#messages.push({ role: "assistant", content: answer });
      turn.output = answer;
      return answer;
    });
  }

  async #reply(): Promise<string> {
    const { text, messages }: Answer = await answerWithTools(this.#messages);
    this.#messages.push(...messages);
    return text;
  }

  async #mailSummary(): Promise<string> {
    const body = await writeSummary(this.#messages);
    const { to } = await sendMail(this.#customer.email, "Your orders FE-20418 and FE-20455", body);
    const answer = `Done, the summary is on its way to ${to}.`;
    say("agent", answer);
    return answer;
  }
}

/** Payment details have no business in a prompt, whoever writes them. */
const hideCards = observe((text: string) => text.replace(/\b(?:\d[ -]?){13,19}\b/g, "[card number]"), {
  name: "hide card numbers",
  type: "guardrail",
});
