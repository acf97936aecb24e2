import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { TextSource } from "../payload/text-source.js";
import styles from "./conversation.module.css";
import { PartView } from "./part-view.js";
import type { Content } from "./turns.js";

export interface SystemPromptProps {
  parts: readonly Content[];
  /** Who gave them: `system` or `developer`. */
  role: string;
  source: TextSource;
  /** Whether it starts folded. */
  folded: boolean;
}

/** The instructions that stand before a conversation. */
export function SystemPrompt({ parts, role, source, folded }: SystemPromptProps) {
  const [open, setOpen] = useState(!folded);
  const first = parts.map(({ part }) => (typeof part.content === "string" ? part.content : "")).join(" ");
  return (
    <section className={styles.system}>
      <button type="button" className={styles.systemToggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={12} className={styles.chevron} aria-hidden />
        <span className={styles.role}>{role === "developer" ? "Developer" : "System"}</span>
        {!open && <span className={styles.systemPreview}>{first.slice(0, 200)}</span>}
      </button>
      {open && (
        <div className={styles.systemBody}>
          {parts.map(({ part, path }) => (
            <PartView key={path} part={part} path={path} source={source} />
          ))}
        </div>
      )}
    </section>
  );
}
