import { CornerDownRight } from "lucide-react";
import type { TextSource } from "../payload/text-source.js";
import styles from "./tool.module.css";
import { ToolValue } from "./tool-value.js";
import type { ToolResult } from "./turns.js";

/** A tool's result whose call stands elsewhere in the conversation. */
export function ToolResultView({ result, source }: { result: ToolResult; source: TextSource }) {
  return (
    <section className={styles.tool}>
      <header className={styles.head}>
        <CornerDownRight size={12} aria-hidden />
        <span className={styles.name}>{result.name ?? "Result"}</span>
        {result.name && <span className={styles.note}>result</span>}
        {result.id && <code className={styles.id}>{result.id}</code>}
      </header>
      <div className={styles.body}>
        <ToolValue value={result.response} path={result.valuePath} source={source} none="No result" />
      </div>
    </section>
  );
}
