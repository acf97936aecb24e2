import { Bot, type LucideIcon, MessageSquareText, Settings2, User, Wrench } from "lucide-react";
import { CopyButton } from "../controls/copy-button.js";
import type { TextSource } from "../payload/text-source.js";
import styles from "./conversation.module.css";
import { PartView } from "./part-view.js";
import { ToolCallView } from "./tool-call-view.js";
import { ToolResultView } from "./tool-result-view.js";
import type { Entry, Turn } from "./turns.js";

const roles: Record<string, { label: string; icon: LucideIcon }> = {
  user: { label: "User", icon: User },
  assistant: { label: "Assistant", icon: Bot },
  model: { label: "Assistant", icon: Bot },
  system: { label: "System", icon: Settings2 },
  developer: { label: "Developer", icon: Settings2 },
  tool: { label: "Tool", icon: Wrench },
};

export interface TurnViewProps {
  turn: Turn;
  source: TextSource;
  /** Whether the model wrote it in this call. */
  output: boolean;
}

/** One message: who speaks, and everything that they said or called. */
export function TurnView({ turn, source, output }: TurnViewProps) {
  const { label, icon: Icon } = roles[turn.role] ?? { label: turn.role, icon: MessageSquareText };
  const text = plainText(turn.entries);
  // Each result says which tool it is from; a frame around it would only repeat that.
  if (turn.entries.length > 0 && turn.entries.every((entry) => entry.kind === "tool-result")) {
    return (
      <article className={styles.results} aria-label="Tool results">
        {turn.entries.map((entry) => (
          <EntryView key={entry.path} entry={entry} source={source} />
        ))}
      </article>
    );
  }
  return (
    <article className={styles.turn} data-role={turn.role} data-output={output || undefined}>
      <header className={styles.turnHead}>
        <Icon size={13} aria-hidden />
        <span className={styles.role}>{label}</span>
        {turn.name && <span className={styles.faint}>{turn.name}</span>}
        {turn.finishReason && turn.finishReason !== "stop" && (
          <span className={styles.reason}>{turn.finishReason}</span>
        )}
        {text && (
          <span className={styles.turnCopy}>
            <CopyButton text={text} label="Copy message" />
          </span>
        )}
      </header>
      <div className={styles.turnBody}>
        {turn.entries.length === 0 && <p className={styles.none}>Empty message</p>}
        {turn.entries.map((entry) => (
          <EntryView key={entry.path} entry={entry} source={source} />
        ))}
      </div>
    </article>
  );
}

function EntryView({ entry, source }: { entry: Entry; source: TextSource }) {
  switch (entry.kind) {
    case "tool-call":
      return <ToolCallView call={entry} source={source} />;
    case "tool-result":
      return <ToolResultView result={entry} source={source} />;
    default:
      return <PartView part={entry.part} path={entry.path} source={source} />;
  }
}

function plainText(entries: readonly Entry[]): string {
  return entries
    .flatMap((entry) => (entry.kind === "content" && entry.part.type === "text" ? `${entry.part.content ?? ""}` : []))
    .join("\n\n");
}
