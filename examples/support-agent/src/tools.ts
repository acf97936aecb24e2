import { observe } from "@trace/core";
import type OpenAI from "openai";
import { searchHelp } from "./help-center.ts";
import { locateParcel } from "./parcel.ts";
import { askRefundSpecialist } from "./refund-specialist.ts";
import { findOrder } from "./shop.ts";
import { say } from "./terminal.ts";

type Tool = (input: never) => unknown;

const tools: Record<string, Tool> = {
  find_order: observe(findOrder, { name: "find_order", type: "tool" }),
  locate_parcel: observe(locateParcel, { name: "locate_parcel", type: "tool" }),
  search_help_center: observe(searchHelp, { name: "search_help_center", type: "tool" }),
  ask_refund_specialist: observe(askRefundSpecialist, { name: "ask_refund_specialist", type: "tool" }),
};

/** Runs a tool that the model asked for. A failure is an answer, too: the model decides what to do about it. */
export async function callTool(name: string, json: string): Promise<unknown> {
  const tool = tools[name];
  if (!tool) return { error: `there is no tool ${name}` };
  say("tool", `${name} ${json}`);
  try {
    return await tool(JSON.parse(json) as never);
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** The tools as the model sees them. */
export const toolDefinitions: OpenAI.ChatCompletionFunctionTool[] = [
  define("find_order", "Finds an order of the signed-in customer: items, prices, dates, status, parcel.", {
    number: { type: "string", description: "Order number, like FE-12345" },
  }),
  define("locate_parcel", "Asks the carrier where a parcel is and when it will arrive.", {
    parcel: { type: "string", description: "Parcel number from the order" },
  }),
  define("search_help_center", "Finds the help centre's articles about a question, the best first.", {
    question: { type: "string", description: "The customer's question in a few words" },
  }),
  define("ask_refund_specialist", "Hands a case to the refund specialist, who decides and makes the refund.", {
    order: { type: "string", description: "Order number, like FE-12345" },
    reason: { type: "string", description: "Why the customer wants a refund, in their own words" },
  }),
];

function define(name: string, description: string, properties: Record<string, { type: string; description: string }>) {
  const parameters = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  return { type: "function" as const, function: { name, description, parameters, strict: true } };
}
