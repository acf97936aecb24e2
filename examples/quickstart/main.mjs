import { autopatch } from "@trace/autopatch";
import OpenAI from "openai";

autopatch();

const openai = new OpenAI();
const completion = await openai.chat.completions.create({
  model: "gpt-5.4-nano",
  messages: [{ role: "user", content: "What is a trace? One sentence." }],
});

console.log(completion.choices[0].message.content);
