import Anthropic from "@anthropic-ai/sdk";
import { observe, span } from "@trace/core";
import { prompt } from "./prompt.ts";
import { findOrder, makeRefund } from "./shop.ts";
import { say } from "./terminal.ts";

/** A case that the support agent hands over. */
export interface RefundCase {
  order: string;
  reason: string;
}

const anthropic = new Anthropic();
const MAX_STEPS = 4;

const tools: Anthropic.Tool[] = [
  {
    name: "make_refund",
    description: "Refunds an amount to the order's means of payment. Works once per order.",
    input_schema: {
      type: "object",
      properties: {
        order: { type: "string" },
        cents: { type: "integer", description: "Amount in cents of the order's currency" },
        section: { type: "string", description: "Section of the policy that allows it" },
      },
      required: ["order", "cents", "section"],
    },
  },
];

/** Decides about a refund: an agent of its own, on another provider, with the policy in its prompt. */
export function askRefundSpecialist(refundCase: RefundCase): Promise<{ decision: string }> {
  return span("refund specialist", { type: "agent", input: refundCase }, async (agent) => {
    const order = await findOrder({ number: refundCase.order });
    const question = `${JSON.stringify({ ...refundCase, order }, null, 2)}\n\nToday is 2026-11-20.`;
    const messages: Anthropic.MessageParam[] = [{ role: "user", content: question }];
    for (let step = 0; step < MAX_STEPS; step++) {
      const message = await think(messages);
      const calls = message.content.filter((block) => block.type === "tool_use");
      if (calls.length === 0) return { decision: String((agent.output = textOf(message))) };
      messages.push({ role: "assistant", content: message.content }, { role: "user", content: await resultsOf(calls) });
    }
    throw new Error(`no decision after ${MAX_STEPS} steps`);
  });
}

/** The policy is long and the same for every case, so it is cached. */
function think(messages: Anthropic.MessageParam[]): Promise<Anthropic.Message> {
  const system = { type: "text", text: prompt("refund-specialist"), cache_control: { type: "ephemeral" } } as const;
  return anthropic.messages
    .stream({
      model: "claude-sonnet-4-6",
      max_tokens: 4096,
      thinking: { type: "adaptive" },
      system: [system],
      tools,
      messages,
    })
    .finalMessage();
}

function resultsOf(calls: Anthropic.ToolUseBlock[]): Promise<Anthropic.ToolResultBlockParam[]> {
  return Promise.all(
    calls.map(async ({ id, input }) => ({
      type: "tool_result",
      tool_use_id: id,
      content: JSON.stringify(await refund(input as { order: string; cents: number })),
    })),
  );
}

const refund = observe(
  (input: { order: string; cents: number }) => {
    say("tool", `make_refund ${JSON.stringify(input)}`);
    return makeRefund(input);
  },
  { name: "make_refund", type: "tool" },
);

function textOf({ content }: Anthropic.Message): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}
