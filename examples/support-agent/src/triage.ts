import { observe } from "@trace/core";
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const Triage = z.object({
  intent: z.enum(["order", "refund", "summary", "other"]),
  urgency: z.enum(["low", "normal", "high"]),
  orders: z.array(z.string()).describe("Order numbers in the message, like FE-12345"),
  mood: z.enum(["happy", "neutral", "annoyed", "angry"]),
});

const instructions =
  "Classify a message to the support of a shop for kitchen gear. `refund` only when the customer asks for money back; " +
  "`summary` only when they ask for something in writing; defects and late parcels are `order`.";

const openai = new OpenAI();

/** Says what a message is about: one small structured answer, so that what follows can be chosen. */
export const triage = observe(
  async (message: string): Promise<z.infer<typeof Triage>> => {
    const completion = await openai.chat.completions.parse({
      model: "gpt-5.4-nano",
      messages: [
        { role: "system", content: instructions },
        { role: "user", content: message },
      ],
      response_format: zodResponseFormat(Triage, "triage"),
    });
    return completion.choices[0]?.message.parsed ?? { intent: "other", urgency: "normal", orders: [], mood: "neutral" };
  },
  { name: "triage", type: "workflow" },
);
