import OpenAI from "openai";
import { say } from "./terminal.ts";
import { callTool, toolDefinitions } from "./tools.ts";

type Message = OpenAI.ChatCompletionMessageParam;

/** An answer, and the messages that led to it: tool calls and their results. */
export interface Answer {
  text: string;
  messages: Message[];
}

const openai = new OpenAI();
const MAX_STEPS = 6;

/** Lets the model answer, running the tools that it asks for, those of one step at the same time. */
export async function answerWithTools(history: readonly Message[]): Promise<Answer> {
  const messages: Message[] = [];
  for (let step = 0; step < MAX_STEPS; step++) {
    const { content, tool_calls: calls = [] } = await streamStep([...history, ...messages]);
    if (calls.length === 0) return { text: content ?? "", messages };
    const results = await Promise.all(calls.map(resultOf));
    messages.push({ role: "assistant", content, tool_calls: calls }, ...results);
  }
  throw new Error(`no answer after ${MAX_STEPS} steps`);
}

async function streamStep(messages: Message[]) {
  const stream = openai.chat.completions.stream({
    model: "gpt-5.4-mini",
    messages,
    tools: toolDefinitions,
    stream_options: { include_usage: true },
  });
  const voice = say("agent");
  stream.on("content", (text) => voice.write(text));
  const message = await stream.finalMessage();
  voice.end();
  const calls = message.tool_calls?.filter((call) => call.type === "function").map(plainCall);
  return { content: message.content, tool_calls: calls };
}

/** The helper adds parsed arguments, which the API does not take back. */
function plainCall({ id, function: { name, arguments: json } }: OpenAI.ChatCompletionMessageFunctionToolCall) {
  return { id, type: "function" as const, function: { name, arguments: json } };
}

async function resultOf(call: OpenAI.ChatCompletionMessageFunctionToolCall): Promise<Message> {
  const { name, arguments: json } = call.function;
  const content = await callTool(name, json);
  return { role: "tool", tool_call_id: call.id, content: JSON.stringify(content) };
}
