import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import styles from "./hint.module.css";

export interface HintProps {
  /** What the tooltip says; without it the child stands alone. */
  text: ReactNode;
  children: ReactElement<Record<string, unknown>>;
}

/** Explains its child on hover and on focus. */
export function Hint({ text, children }: HintProps) {
  if (!text) return children;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles.positioner}>
          <Tooltip.Popup className={styles.popup}>{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
