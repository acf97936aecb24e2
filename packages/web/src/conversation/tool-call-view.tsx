import { CornerDownRight, Wrench } from "lucide-react";
import { CopyButton } from "../controls/copy-button.js";
import type { TextSource } from "../payload/text-source.js";
import styles from "./tool.module.css";
import { ToolValue } from "./tool-value.js";
import type { ToolCall } from "./turns.js";

/** A tool that the model called, with the arguments it gave and, once known, the result. */
export function ToolCallView({ call, source }: { call: ToolCall; source: TextSource }) {
  return (
    <section className={styles.tool}>
      <header className={styles.head}>
        <Wrench size={12} aria-hidden />
        <span className={styles.name}>{call.name}</span>
        {call.id && <code className={styles.id}>{call.id}</code>}
        <CopyButton text={() => textOf(call.arguments)} label="Copy arguments" />
      </header>
      <div className={styles.body}>
        <ToolValue value={call.arguments} path={call.valuePath} source={source} none="No arguments" />
      </div>
      {call.result && (
        <div className={styles.result}>
          <p className={styles.resultLabel}>
            <CornerDownRight size={12} aria-hidden />
            Result
          </p>
          <ToolValue value={call.result.response} path={call.result.valuePath} source={source} none="No result" />
        </div>
      )}
    </section>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? {}, null, 2);
}
