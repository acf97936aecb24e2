import { type ReactNode, useState } from "react";
import { formatCount } from "../format/tokens.js";
import type { TextSource } from "../payload/text-source.js";
import type { SpanDetail } from "../types.js";
import styles from "./conversation.module.css";
import { SystemPrompt } from "./system-prompt.js";
import { TurnView } from "./turn-view.js";
import type { Conversation, Turn } from "./turns.js";

const PAGE = 60;

export interface ConversationViewProps {
  conversation: Conversation;
  span: Pick<SpanDetail, "status" | "finishReasons" | "toolDefinitions">;
  source: TextSource;
}

/** A model call as the conversation that it continues: what was known is folded, what is new stands open. */
export function ConversationView({
  conversation: { system, systemRole, seen, fresh, output },
  span,
  source,
}: ConversationViewProps) {
  return (
    <div className={styles.conversation}>
      {system.length > 0 && <SystemPrompt parts={system} role={systemRole} source={source} folded={seen.length > 0} />}
      <Earlier turns={seen} source={source} />
      {seen.length > 0 && fresh.length > 0 && <Divider>New in this turn</Divider>}
      <Turns turns={fresh} source={source} />
      {output.length > 0 && <Divider>{output.length > 1 ? `${output.length} answers` : "Answer"}</Divider>}
      <Turns turns={output} source={source} output />
      {output.length === 0 && <NoAnswer status={span.status} />}
    </div>
  );
}

function Earlier({ turns, source }: { turns: readonly Turn[]; source: TextSource }) {
  const [open, setOpen] = useState(false);
  if (turns.length === 0) return null;
  return (
    <>
      <button type="button" className={styles.earlier} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide" : "Show"} {formatCount(turns.length)} earlier {turns.length === 1 ? "message" : "messages"}
      </button>
      {open && <Turns turns={turns} source={source} />}
    </>
  );
}

interface TurnsProps {
  turns: readonly Turn[];
  source: TextSource;
  output?: boolean;
}

function Turns({ turns, source, output = false }: TurnsProps) {
  const [limit, setLimit] = useState(PAGE);
  const hidden = Math.max(0, turns.length - limit);
  // The last messages are the ones that the answer follows, so a long list opens from its end.
  return (
    <>
      {hidden > 0 && (
        <button type="button" className={styles.earlier} onClick={() => setLimit(limit + PAGE * 2)}>
          Show {formatCount(Math.min(hidden, PAGE * 2))} of {formatCount(hidden)} messages before
        </button>
      )}
      {turns.slice(hidden).map((turn) => (
        <TurnView key={turn.key} turn={turn} source={source} output={output} />
      ))}
    </>
  );
}

function Divider({ children }: { children: ReactNode }) {
  return (
    <p className={styles.divider}>
      <span>{children}</span>
    </p>
  );
}

function NoAnswer({ status }: { status: SpanDetail["status"] }) {
  if (status === "pending") return <p className={styles.waiting}>Waiting for the answer</p>;
  if (status === "lost") return <p className={styles.none}>No answer arrived before the process fell silent.</p>;
  return <p className={styles.none}>No answer was recorded.</p>;
}
