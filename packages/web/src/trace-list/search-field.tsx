import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { KeyHint } from "../controls/key-hint.js";
import { useStable } from "../controls/use-stable.js";
import { useShortcuts } from "../shell/shortcuts.js";
import styles from "./filter-bar.module.css";

const TYPING_PAUSE = 250;

export interface SearchFieldProps {
  text: string;
  /** Called when the reader pauses. */
  onChange(text: string): void;
}

/** The full-text search of the list; `/` leads to it. */
export function SearchField({ text, onChange }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(text);
  const send = useStable(onChange);
  useEffect(() => setDraft(text), [text]);
  useEffect(() => {
    if (draft === text) return;
    const timer = setTimeout(() => send(draft), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [draft, text, send]);
  useShortcuts({ "/": () => field.current?.select() });
  return (
    <label className={styles.search}>
      <Search size={14} aria-hidden />
      <input
        ref={field}
        type="search"
        className={styles.input}
        placeholder="Search names, inputs and outputs"
        aria-label="Search traces"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && (draft ? setDraft("") : event.currentTarget.blur())}
      />
      <KeyHint keys={["/"]} />
    </label>
  );
}
