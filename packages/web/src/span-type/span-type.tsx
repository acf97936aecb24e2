import {
  ArrowDownWideNarrow,
  Binary,
  Bot,
  Box,
  CircleDot,
  Gauge,
  type LucideIcon,
  SearchCode,
  ShieldCheck,
  Sparkles,
  Workflow,
  Wrench,
} from "lucide-react";
import type { CSSProperties } from "react";
import type { SpanType } from "../types.js";
import styles from "./span-type.module.css";

const icons: Record<SpanType, LucideIcon> = {
  generation: Sparkles,
  agent: Bot,
  tool: Wrench,
  workflow: Workflow,
  retriever: SearchCode,
  embedding: Binary,
  reranker: ArrowDownWideNarrow,
  guardrail: ShieldCheck,
  evaluator: Gauge,
  event: CircleDot,
  span: Box,
};

/** The colour that stands for a type of span, as a CSS value. */
export function typeColor(type: SpanType): string {
  return `var(--type-${type})`;
}

/** The icon of a type of span, in its colour. */
export function SpanTypeIcon({ type, size = 14 }: { type: SpanType; size?: number }) {
  const Icon = icons[type];
  return (
    <span className={styles.icon} style={{ "--type": typeColor(type) } as CSSProperties} title={type}>
      <Icon size={size} strokeWidth={2} aria-hidden />
      <span className="visually-hidden">{type}</span>
    </span>
  );
}

/** The name of a type of span behind its icon. */
export function SpanTypeLabel({ type, category }: { type: SpanType; category?: string | undefined }) {
  return (
    <span className={styles.label} style={{ "--type": typeColor(type) } as CSSProperties}>
      <SpanTypeIcon type={type} size={12} />
      {category ?? type}
    </span>
  );
}
