import { useEffect, useRef, useState } from "react";
import { formatCount } from "../format/tokens.js";
import { chunksOf } from "./chunks.js";
import styles from "./payload.module.css";
import { RichText } from "./rich-text.js";
import type { TextSource } from "./text-source.js";

const FOLDED_CHARACTERS = 1800;
const FOLDED_LINES = 28;
/** Characters that the page shows without being asked, and in one piece. */
const CLIP = 20_000;
/** Characters that "Show more" adds. */
const MORE = 200_000;

export interface LongTextProps {
  text: string;
  /** Where the text is in the payload. */
  path: string;
  source: TextSource;
  /** Opens the whole text at once. @default false */
  open?: boolean;
  /** Monospace, without markup. @default false */
  code?: boolean;
}

/** A text of any length: folded when it is long, clipped when it is huge, and read on when it arrived cut. */
export function LongText({ text, path, source, open = false, code = false }: LongTextProps) {
  const [unfolded, setUnfolded] = useState(open);
  const { whole, length, limit, busy, show } = useWholeText(text, path, source);
  const foldable = !open && isLong(text);
  const folded = foldable && !unfolded;
  const [first = "", ...rest] = chunksOf(whole.slice(0, limit), CLIP);
  return (
    <div>
      <div className={styles.text} data-folded={folded || undefined} data-code={code || undefined}>
        {code ? first : <RichText text={first} />}
        {rest.map((chunk, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text only grows, so a chunk's number is what it is
          <div key={i} className={styles.chunk}>
            {chunk}
          </div>
        ))}
      </div>
      {foldable && (
        <button type="button" className={styles.link} onClick={() => setUnfolded(!unfolded)}>
          {folded ? `Show more (${formatCount(length)} characters)` : "Show less"}
        </button>
      )}
      {!folded && Math.min(limit, whole.length) < length && (
        <p className={styles.rest}>
          {formatCount(Math.min(limit, whole.length))} of {formatCount(length)} characters on show
          <button type="button" className={styles.link} disabled={busy} onClick={() => show(limit + MORE)}>
            Show more
          </button>
          <button type="button" className={styles.link} disabled={busy} onClick={() => show(length)}>
            {busy ? "Reading…" : "Show all"}
          </button>
        </p>
      )}
    </div>
  );
}

/** The text as far as it was read, and a way to show and, where needed, read more of it. */
function useWholeText(text: string, path: string, source: TextSource) {
  const [extra, setExtra] = useState("");
  const [limit, setLimit] = useState(CLIP);
  const [busy, setBusy] = useState(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const whole = text + extra;
  const length = Math.max(source.wholeLength(path) ?? 0, whole.length);
  const show = async (wanted: number) => {
    const target = Math.min(wanted, length);
    setLimit(target);
    setBusy(true);
    for (let read = whole.length; read < target && !gone.current; ) {
      const piece = await source.read(path, read).catch(() => undefined);
      if (!piece?.text) break;
      read += piece.text.length;
      setExtra((before) => before + piece.text);
    }
    setBusy(false);
  };
  return { whole, length, limit, busy, show };
}

function isLong(text: string): boolean {
  if (text.length > FOLDED_CHARACTERS) return true;
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) if (++lines > FOLDED_LINES) return true;
  return false;
}
