import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.js";
import { Hint } from "./hint.js";

const CONFIRMATION = 1400;

export interface CopyButtonProps {
  /** The text, or a function that makes it when the button is pressed. */
  text: string | (() => string);
  /** What is copied, for the tooltip. @default "Copy" */
  label?: string;
  /** Shows the label beside the icon. @default false */
  showLabel?: boolean;
}

/** Puts a text on the clipboard and says that it did. */
export function CopyButton({ text, label = "Copy", showLabel = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMATION);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    void writeClipboard(typeof text === "function" ? text() : text).then(setCopied);
  };
  return (
    <Hint text={showLabel ? undefined : copied ? "Copied" : label}>
      <Button look="ghost" square={!showLabel} onClick={copy} aria-label={label}>
        {copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
        {showLabel && (copied ? "Copied" : label)}
      </Button>
    </Hint>
  );
}

async function writeClipboard(text: string): Promise<boolean> {
  // Browsers offer the clipboard on secure origins only; a server on a plain-HTTP address has none.
  if (!navigator.clipboard) return copySelection(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copySelection(text),
  );
}

function copySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
