import { useState } from "react";
import { formatCount } from "../format/tokens.js";
import styles from "./payload.module.css";
import { RichText } from "./rich-text.js";
import type { TextSource } from "./text-source.js";

const FOLDED_CHARACTERS = 1800;
const FOLDED_LINES = 28;
/** Characters that the page shows without being asked. */
export const CLIP = 20_000;

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
  const [extra, setExtra] = useState("");
  const [clipped, setClipped] = useState(true);
  const foldable = !open && isLong(text);
  const whole = text + extra;
  const shown = clipped ? whole.slice(0, CLIP) : whole;
  const length = Math.max(source.wholeLength(path) ?? 0, whole.length);
  const more = () => {
    setClipped(false);
    if (whole.length >= length) return;
    void source.read(path, whole.length).then((piece) => setExtra((before) => before + piece.text));
  };
  const folded = foldable && !unfolded;
  return (
    <div>
      <div className={styles.text} data-folded={folded || undefined} data-code={code || undefined}>
        {code ? shown : <RichText text={shown} />}
      </div>
      {foldable && (
        <button type="button" className={styles.link} onClick={() => setUnfolded(!unfolded)}>
          {folded ? `Show more (${formatCount(length)} characters)` : "Show less"}
        </button>
      )}
      {!folded && shown.length < length && (
        <button type="button" className={styles.link} onClick={more}>
          Show more · {formatCount(shown.length)} of {formatCount(length)} characters on show
        </button>
      )}
    </div>
  );
}

function isLong(text: string): boolean {
  if (text.length > FOLDED_CHARACTERS) return true;
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) if (++lines > FOLDED_LINES) return true;
  return false;
}
