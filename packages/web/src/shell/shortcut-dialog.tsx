import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { Button } from "../controls/button.js";
import { KeyHint } from "../controls/key-hint.js";
import styles from "./shortcut-dialog.module.css";

const groups = [
  {
    title: "Anywhere",
    rows: [
      [["g", "t"], "Go to traces"],
      [["g", "s"], "Go to sessions"],
      [["/"], "Search"],
      [["?"], "Show these shortcuts"],
    ],
  },
  {
    title: "Lists",
    rows: [
      [["j", "k"], "Next, previous"],
      [["↵"], "Open"],
    ],
  },
  {
    title: "In a trace",
    rows: [
      [["j", "k"], "Next, previous span"],
      [["←", "→"], "Collapse, expand"],
      [["e"], "Next error"],
      [["v"], "Tree or waterfall"],
      [["1", "…", "6"], "Tabs of the span"],
    ],
  },
] as const;

/** All keyboard shortcuts. */
export function ShortcutDialog({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>Keyboard shortcuts</Dialog.Title>
            <Dialog.Close render={<Button look="ghost" square aria-label="Close" />}>
              <X size={14} aria-hidden />
            </Dialog.Close>
          </header>
          {groups.map(({ title, rows }) => (
            <section key={title} className={styles.group}>
              <h3 className={styles.groupTitle}>{title}</h3>
              {rows.map(([keys, meaning]) => (
                <p key={meaning} className={styles.row}>
                  {meaning}
                  <KeyHint keys={keys} />
                </p>
              ))}
            </section>
          ))}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
