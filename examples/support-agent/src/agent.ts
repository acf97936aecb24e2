import { autopatch } from "@trace/autopatch";

autopatch();

import { flush, init, score, trace, withContext } from "@trace/core";
import { Conversation } from "./conversation.ts";
import { say } from "./terminal.ts";

init({ serviceName: "support-agent", environment: "demo", release: "2026.11.2" });

const customer = { id: "cus_maya_lindqvist", name: "Maya Lindqvist", email: "maya@example.com" };
const messages = [
  "Hi! Two things: my grinder (order FE-20418) should have been here on Tuesday, and the kettle from FE-20455 leaks at the spout. Could you look at both?",
  "Good to know about the grinder. For the kettle I'd like my money back, please. I'd rather not wait for another one.",
  "Great, thank you. Could you mail me a short summary of all this?",
];

const sessionId = `chat-${Date.now().toString(36)}`;
const tags = ["web-chat", "plan:plus"];

await withContext({ userId: customer.id, sessionId, tags, metadata: { locale: "en-GB" } }, () =>
  trace("support conversation", { type: "workflow", input: messages[0] }, async (root) => {
    const conversation = new Conversation(customer);
    for (const message of messages) {
      say("customer", message);
      root.output = await conversation.answer(message);
    }
    score({ name: "resolved", value: true });
    score({ name: "customer-rating", value: 5, comment: "Quick, and nobody asked me for a photo" });
  }),
);
await flush();
