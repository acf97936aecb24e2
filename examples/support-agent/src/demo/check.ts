import type { Report } from "./report.ts";
import type { ModelUse } from "./usage.ts";

/** Names every number of a report that is missing or differs from what the responses said. */
export function findWrongNumbers({ trace, models }: Report, expected: Map<string, ModelUse> | undefined): string[] {
  const wrong = expected ? [...expected].flatMap(([model, use]) => differences(model, models.get(model), use)) : [];
  if (trace.status !== "ok") wrong.push(`the trace is ${trace.status}, not ok`);
  if (models.size === 0) wrong.push("no model call was recorded");
  if (expected && models.size !== expected.size)
    wrong.push(`${models.size} models were recorded, not ${expected.size}`);
  if (trace.cost.usd === null || trace.cost.unknownCalls > 0) wrong.push("the cost of some calls is unknown");
  const tokens = [...models.values()].reduce((sum, use) => sum + use.inputTokens + use.outputTokens, 0);
  const total = (trace.usage.inputTokens ?? 0) + (trace.usage.outputTokens ?? 0);
  if (tokens !== total) wrong.push(`the trace has ${total} tokens, its model calls ${tokens}`);
  return wrong;
}

function differences(model: string, found: ModelUse | undefined, expected: ModelUse): string[] {
  if (!found) return [`there is no call to ${model}`];
  const keys = Object.keys(expected) as (keyof ModelUse)[];
  const wrong = keys.filter((key) => !(Math.abs(found[key] - expected[key]) < 1e-9));
  return wrong.map((key) => `${key} of ${model} is ${found[key]}, not ${expected[key]}`);
}
