import { JsonView } from "../payload/json-view.js";
import { LongText } from "../payload/long-text.js";
import type { TextSource } from "../payload/text-source.js";
import styles from "./tool.module.css";

export interface ToolValueProps {
  value: unknown;
  path: string;
  source: TextSource;
  /** What stands for an absent value. */
  none: string;
}

/** Arguments or a result: JSON as a tree, also when it came as text. */
export function ToolValue({ value, path, source, none }: ToolValueProps) {
  const parsed = parse(value);
  if (parsed === undefined || parsed === null || parsed === "") return <p className={styles.none}>{none}</p>;
  if (typeof parsed === "object" && Object.keys(parsed).length === 0) return <p className={styles.none}>{none}</p>;
  if (typeof parsed === "string") return <LongText text={parsed} path={path} source={source} code />;
  return <JsonView value={parsed} path={path} source={source} openLevels={2} />;
}

function parse(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // Models write broken JSON, and long JSON arrives cut; the text itself is then shown.
    return value;
  }
}
