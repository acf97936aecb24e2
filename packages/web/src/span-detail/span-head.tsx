import { CopyButton } from "../controls/copy-button.js";
import { Fact } from "../controls/fact.js";
import { explainCost, formatCost, formatExactCost } from "../format/cost.js";
import { formatDuration } from "../format/duration.js";
import { formatMoment, type Zone } from "../format/time.js";
import { formatTokenPair } from "../format/token-pair.js";
import { formatExactCount } from "../format/tokens.js";
import { SpanTypeLabel } from "../span-type/span-type.js";
import { StatusBadge } from "../status/status-mark.js";
import type { Below } from "../trace-tree/rollup.js";
import type { Cost, SpanSkeleton } from "../types.js";
import styles from "./span-head.module.css";
import { TokenHint } from "./token-hint.js";

export interface SpanHeadProps {
  span: SpanSkeleton;
  /** What everything below the span used; absent where nothing was. */
  below: Below | undefined;
  zone: Zone;
}

/** A span's name, outcome and figures. */
export function SpanHead({ span, below, zone }: SpanHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <SpanTypeLabel type={span.type} category={span.category} />
        <h2 className={styles.name}>{span.name}</h2>
        {span.status !== "ok" && <StatusBadge status={span.status} label={span.statusLabel} />}
        <span className={styles.copy}>
          <CopyButton text={span.spanId} label="Copy span id" />
        </span>
      </div>
      <dl className={styles.facts}>
        <Model span={span} />
        {span.type !== "event" && (
          <Fact label="Duration" hint={`Started ${formatMoment(span.startTime, zone)}`}>
            {span.duration === undefined
              ? span.status === "lost"
                ? "unknown"
                : "running"
              : formatDuration(span.duration)}
          </Fact>
        )}
        {span.timeToFirstToken !== undefined && (
          <Fact label="First token">{formatDuration(span.timeToFirstToken)}</Fact>
        )}
        {span.usage && (
          <Fact label="Tokens" hint={<TokenHint usage={span.usage} />}>
            {formatTokenPair(span.usage)}
          </Fact>
        )}
        {span.cost !== undefined && (
          <Fact label="Cost" hint={costHint(span.cost)}>
            {span.cost === null ? "unknown" : formatCost(span.cost.usd)}
          </Fact>
        )}
        {below && !span.usage && span.cost === undefined && <BelowFacts below={below} />}
        {(span.attempts ?? 1) > 1 && <Fact label="Attempts">{span.attempts}</Fact>}
      </dl>
      {span.error && (
        <p className={styles.error} title={span.error.message}>
          <strong>{span.error.type}</strong> {span.error.message}
        </p>
      )}
    </header>
  );
}

/** An agent's, a tool's or a step's figures: the sum of the calls that were made in it. */
function BelowFacts({ below: { inputTokens, outputTokens, cost } }: { below: Below }) {
  const tokens = `${formatExactCount(inputTokens)} in, ${formatExactCount(outputTokens)} out`;
  return (
    <>
      {inputTokens + outputTokens > 0 && (
        <Fact label="Tokens" hint={`All calls below: ${tokens}`}>
          {formatTokenPair({ inputTokens, outputTokens })}
        </Fact>
      )}
      {(cost.usd !== null || cost.unknownCalls > 0) && (
        <Fact label="Cost" hint={`All calls below: ${explainCost(cost)}`}>
          {cost.usd === null ? "unknown" : formatCost(cost.usd)}
          {cost.usd !== null && cost.unknownCalls > 0 && "+"}
        </Fact>
      )}
    </>
  );
}

function Model({ span: { model, responseModel, provider } }: { span: SpanSkeleton }) {
  const used = responseModel ?? model;
  if (!used) return provider ? <Fact label="Provider">{provider}</Fact> : null;
  const asked = model && responseModel && model !== responseModel ? `Asked for ${model}` : undefined;
  const hint = [provider, asked].filter(Boolean).join(" · ");
  return (
    <Fact label="Model" hint={hint}>
      {used}
    </Fact>
  );
}

function costHint(cost: Cost | null): string {
  if (cost === null) return "No price is known for this model";
  const source = {
    provider: "reported by the provider",
    user: "set by the application",
    "price-table": "from the price table",
  };
  return `${formatExactCost(cost.usd)}, ${source[cost.source]}`;
}
